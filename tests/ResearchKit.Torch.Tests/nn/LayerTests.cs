using ResearchKit.Torch.Tests.Reference;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Torch.Tests.Nn;

public sealed class LayerTests
{
    private const double Tolerance = 2e-5;

    public static TheoryData<string> Names => [.. NnReference.Section("layers").EnumerateObject().Select(entry => entry.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Should_Agree_With_PyTorch_When_Weights_And_Input_Are_The_Same(string name)
    {
        using var scope = torch.NewDisposeScope();
        var expected = NnReference.Section("layers").GetProperty(name);
        using var layer = Layer(name);
        layer.load_state_dict(expected.GetProperty("state").EnumerateObject().ToDictionary(entry => entry.Name, entry => State(entry.Value, entry.Name)));
        var input = NnReference.Tensor(expected.GetProperty("input")).requires_grad_(true);

        var output = layer.call(input);
        var loss = (output * NnReference.Tensor(expected.GetProperty("weights"))).sum();
        var parameters = layer.named_parameters().ToArray();
        var gradients = torch.autograd.grad([loss], [input, .. parameters.Select(entry => entry.parameter)]);

        Close.To(expected.GetProperty("output"), output, Tolerance);
        Close.To(expected.GetProperty("input_gradient"), gradients[0], Tolerance);
        for (var i = 0; i < parameters.Length; i++)
        {
            Close.To(expected.GetProperty("gradients").GetProperty(parameters[i].name), gradients[i + 1], Tolerance);
        }

        foreach (var (key, value) in layer.state_dict())
        {
            Close.To(expected.GetProperty("state_after").GetProperty(key), value, Tolerance);
        }
    }

    [Fact]
    public void Should_Look_Rows_Up_When_Embedding()
    {
        using var scope = torch.NewDisposeScope();
        using var layer = nn.Embedding_from_pretrained(torch.tensor(new float[] { 1, 2, 3, 4, 5, 6 }).reshape(3, 2));

        var output = layer.call(torch.tensor(new long[] { 2, 0 }));

        Assert.Equal([5, 6, 1, 2], Close.Values(output));
        Assert.False(layer.weight!.requires_grad);
    }

    [Fact]
    public void Should_Compare_Directions_When_Cosine_Similarity_Runs()
    {
        using var scope = torch.NewDisposeScope();
        using var layer = nn.CosineSimilarity(1);

        var output = layer.call(torch.tensor(new float[] { 1, 0, 3, 4 }).reshape(2, 2), torch.tensor(new float[] { 2, 0, 4, -3 }).reshape(2, 2));

        Close.To([1, 0], Close.Values(output));
    }

    [Fact]
    public void Should_Pass_Through_When_Dropout_Is_Evaluated()
    {
        using var scope = torch.NewDisposeScope();
        using var layer = nn.Dropout(0.5);
        var input = torch.ones(50);
        layer.eval();

        Assert.Equal(Close.Values(input), Close.Values(layer.call(input)));
    }

    [Fact]
    public void Should_Drop_And_Scale_When_Dropout_Trains()
    {
        using var scope = torch.NewDisposeScope();
        torch.manual_seed(1);
        using var layer = nn.Dropout(0.25);

        var values = Close.Values(layer.call(torch.ones(4000)));

        Assert.All(values, value => Assert.True(value == 0 || Math.Abs(value - (4.0 / 3)) < 1e-6));
        Assert.InRange(values.Count(value => value == 0), 800, 1200);
    }

    [Fact]
    public void Should_Overwrite_The_Input_When_Working_In_Place()
    {
        using var scope = torch.NewDisposeScope();
        var input = torch.tensor(new float[] { -1, 2 });
        using var layer = nn.ReLU(true);

        var output = layer.call(input);

        Assert.Equal([0, 2], Close.Values(input));
        output.Dispose();
        Assert.Equal([0, 2], Close.Values(input));
    }

    [Fact]
    public void Should_Find_The_Maximum_And_Its_Place_When_Asked_For_Indices()
    {
        using var scope = torch.NewDisposeScope();
        using var layer = nn.MaxPool2d(2);

        var (values, indices) = layer.forward_with_indices(torch.tensor(new float[] { 1, 5, 3, 2 }).reshape(1, 1, 2, 2));

        Assert.Equal([5], Close.Values(values));
        Assert.Equal([1], indices.data<long>().ToArray());
    }

    [Fact]
    public void Should_Say_What_Does_Not_Fit_When_Shapes_Are_Wrong()
    {
        using var scope = torch.NewDisposeScope();
        using var linear = nn.Linear(4, 3);
        using var convolution = nn.Conv2d(3, 2, 3);

        var error = Assert.ThrowsAny<Exception>(() => linear.call(torch.ones(2, 5)));
        Assert.Contains("shapes cannot be multiplied", error.Message, StringComparison.Ordinal);
        Assert.ThrowsAny<Exception>(() => convolution.call(torch.ones(1, 4, 8, 8)));
        Assert.ThrowsAny<Exception>(() => convolution.call(torch.ones(1, 3, 2, 2)));
    }

    [Fact]
    public void Should_Refuse_Sizes_When_They_Do_Not_Divide()
    {
        Assert.ThrowsAny<Exception>(() => nn.Conv2d(3, 4, 3, groups: 2));
        Assert.ThrowsAny<Exception>(() => nn.Conv2d(3, 3, 3, TorchSharp.Padding.Same, stride: 2).call(torch.ones(1, 3, 6, 6)));
    }

    [Fact]
    public void Should_Use_The_New_Weights_When_They_Are_Set()
    {
        using var scope = torch.NewDisposeScope();
        using var layer = nn.Linear(2, 1);
        layer.weight = nn.Parameter(torch.tensor(new float[] { 2, 3 }).reshape(1, 2));
        layer.bias = nn.Parameter(torch.tensor(new float[] { 10 }));

        var output = layer.call(torch.tensor(new float[] { 1, 1 }).reshape(1, 2));

        Assert.Equal([15], Close.Values(output));
        Assert.Equal(["weight", "bias"], layer.named_parameters().Select(entry => entry.name));
        Assert.Equal([2, 3], Close.Values(layer.state_dict()["weight"]));
    }

    private static Tensor State(System.Text.Json.JsonElement packed, string name)
        => name == "num_batches_tracked" ? torch.tensor(0L) : NnReference.Tensor(packed);

    private static nn.Module<Tensor, Tensor> Layer(string name) => name switch
    {
        "Linear" => nn.Linear(4, 3),
        "Conv1d" => nn.Conv1d(4, 3, 3, 2, 1),
        "Conv2d" => nn.Conv2d(4, 3, 3, 2, 1),
        "Conv2dSame" => nn.Conv2d(4, 2, (3, 2), TorchSharp.Padding.Same),
        "Conv2dReflect" => nn.Conv2d(4, 2, 3, 1, 2, 1, PaddingModes.Reflect),
        "Conv2dCircular" => nn.Conv2d(4, 2, 3, 1, 1, 1, PaddingModes.Circular, 2),
        "ConvTranspose2d" => nn.ConvTranspose2d(4, 2, 3, 2, 1, 1),
        "BatchNorm1d" => nn.BatchNorm1d(4),
        "BatchNorm2d" => nn.BatchNorm2d(4),
        "LayerNorm" => nn.LayerNorm(new long[] { 6, 6 }),
        "GroupNorm" => nn.GroupNorm(2, 4),
        "InstanceNorm2d" => nn.InstanceNorm2d(4),
        "InstanceNorm2dAffine" => nn.InstanceNorm2d(4, affine: true),
        "ReLU" => nn.ReLU(),
        "ReLU6" => nn.ReLU6(),
        "LeakyReLU" => nn.LeakyReLU(0.2),
        "ELU" => nn.ELU(0.7),
        "GELU" => nn.GELU(),
        "Tanh" => nn.Tanh(),
        "Sigmoid" => nn.Sigmoid(),
        "SiLU" => nn.SiLU(),
        "Mish" => nn.Mish(),
        "Hardtanh" => nn.Hardtanh(-0.5, 0.8),
        "Softplus" => nn.Softplus(2.0, 1.0),
        "Softmax" => nn.Softmax(1),
        "LogSoftmax" => nn.LogSoftmax(1),
        "Softmin" => nn.Softmin(1),
        "MaxPool1d" => nn.MaxPool1d(3, 2, 1),
        "MaxPool2d" => nn.MaxPool2d(3, 2, 1),
        "AvgPool1d" => nn.AvgPool1d(3, 2, 1),
        "AvgPool2d" => nn.AvgPool2d(3, 2, 1, false, false),
        "AdaptiveAvgPool2d" => nn.AdaptiveAvgPool2d((3, 2)),
        "Flatten" => nn.Flatten(),
        "Unflatten" => nn.Unflatten(1, [2, 2]),
        "Identity" => nn.Identity(),
        "Unfold" => nn.Unfold(3, 1, 1, 2),
        "Fold" => nn.Fold(4, 2),
        _ => throw new ArgumentException(name, nameof(name)),
    };
}
