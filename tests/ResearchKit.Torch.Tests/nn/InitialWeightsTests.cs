using ResearchKit.Torch.Tests.Reference;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Torch.Tests.Nn;

public sealed class InitialWeightsTests
{
    private const double Tolerance = 1e-6;

    public static TheoryData<string> Layers => [.. NnReference.Section("initial_weights").EnumerateObject().Select(entry => entry.Name)];

    public static TheoryData<string> Initialisers => [.. NnReference.Section("initialisers").EnumerateObject().Select(entry => entry.Name).Where(IsSound)];

    [Theory]
    [MemberData(nameof(Layers))]
    public void Should_Draw_The_Weights_Of_PyTorch_When_The_Seed_Is_The_Same(string name)
    {
        torch.manual_seed(7);
        using var layer = Layer(name);

        var state = layer.state_dict();

        var expected = NnReference.Section("initial_weights").GetProperty(name);
        Assert.Equal(expected.EnumerateObject().Select(entry => entry.Name).Order(), state.Keys.Order());
        foreach (var entry in expected.EnumerateObject())
        {
            Close.To(entry.Value, state[entry.Name], Tolerance);
        }
    }

    [Theory]
    [MemberData(nameof(Initialisers))]
    public void Should_Draw_The_Values_Of_PyTorch_When_An_Initialiser_Runs(string name)
    {
        foreach (var expected in NnReference.Section("initialisers").GetProperty(name).EnumerateArray())
        {
            using var tensor = torch.empty(NnReference.Shape(expected));
            torch.manual_seed(11);

            var result = Initialise(name, tensor);

            Close.To(expected, tensor, Tolerance);
            Close.To(expected, result, Tolerance);
        }
    }

    [Fact]
    public void Should_Give_Orthonormal_Rows_When_A_Wide_Matrix_Is_Made_Orthogonal()
    {
        using var scope = torch.NewDisposeScope();
        torch.manual_seed(1);
        var matrix = torch.empty(3, 5);

        nn.init.orthogonal_(matrix, 2.0);

        var gram = matrix.matmul(matrix.transpose(0, 1));
        Close.To([4, 0, 0, 0, 4, 0, 0, 0, 4], Close.Values(gram));
    }

    [Fact]
    public void Should_Write_The_Identity_When_Eye_Runs()
    {
        using var scope = torch.NewDisposeScope();
        var matrix = torch.ones(2, 3);

        nn.init.eye_(matrix);

        Assert.Equal([1, 0, 0, 0, 1, 0], Close.Values(matrix));
    }

    [Fact]
    public void Should_Refuse_A_Vector_When_A_Fan_Is_Needed()
    {
        using var vector = torch.empty(3);

        Assert.ThrowsAny<Exception>(() => nn.init.CalculateFanInAndFanOut(vector));
        Assert.ThrowsAny<Exception>(() => nn.init.kaiming_uniform_(vector));
    }

    [Theory]
    [InlineData(nn.init.NonlinearityType.Linear, 0.0, 1.0)]
    [InlineData(nn.init.NonlinearityType.Sigmoid, 0.0, 1.0)]
    [InlineData(nn.init.NonlinearityType.Tanh, 0.0, 5.0 / 3.0)]
    [InlineData(nn.init.NonlinearityType.ReLU, 0.0, 1.4142135623730951)]
    [InlineData(nn.init.NonlinearityType.LeakyReLU, 1.0, 1.0)]
    public void Should_Give_The_Usual_Gain_When_The_Nonlinearity_Is_Known(nn.init.NonlinearityType kind, double slope, double gain)
        => Assert.Equal(gain, nn.init.calculate_gain(kind, slope), 12);

    private static bool IsSound(string name)
#if TORCH_PROVIDER_LIBTORCH
        => name.Length > 0;
#else
        // TorchSharp draws from the uniform distribution here, up to 0.107.
        => name != "xavier_normal";
#endif

    private static nn.Module Layer(string name) => name switch
    {
        "Linear" => nn.Linear(5, 3),
        "LinearWithoutBias" => nn.Linear(4, 6, false),
        "Conv1d" => nn.Conv1d(2, 3, 3),
        "Conv2d" => nn.Conv2d(3, 4, 3),
        "Conv2dGroups" => nn.Conv2d(4, 6, (3, 2), groups: 2, bias: false),
        "ConvTranspose2d" => nn.ConvTranspose2d(3, 2, 3),
        "Embedding" => nn.Embedding(4, 3),
        "EmbeddingPadding" => nn.Embedding(4, 3, 1),
        "Mlp" => nn.Sequential(nn.Linear(4, 5), nn.ReLU(), nn.Linear(5, 2)),
        _ => throw new ArgumentException(name, nameof(name)),
    };

    private static Tensor Initialise(string name, Tensor tensor) => name switch
    {
        "uniform" => nn.init.uniform_(tensor, -2.0, 3.0),
        "normal" => nn.init.normal_(tensor, 1.0, 2.0),
        "constant" => nn.init.constant_(tensor, 0.25),
        "kaiming_uniform" => nn.init.kaiming_uniform_(tensor),
        "kaiming_uniform_fan_out_relu" => nn.init.kaiming_uniform_(tensor, 0, nn.init.FanInOut.FanOut, nn.init.NonlinearityType.ReLU),
        "kaiming_normal" => nn.init.kaiming_normal_(tensor),
        "xavier_uniform" => nn.init.xavier_uniform_(tensor, 2.0),
        "xavier_normal" => nn.init.xavier_normal_(tensor),
        _ => throw new ArgumentException(name, nameof(name)),
    };
}
