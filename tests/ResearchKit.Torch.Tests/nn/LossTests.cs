using ResearchKit.Torch.Tests.Reference;
using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace ResearchKit.Torch.Tests.Nn;

public sealed class LossTests
{
    private static readonly float[] _classWeights = [0.5f, 1, 2];

    public static TheoryData<string> Names => [.. NnReference.Section("losses").EnumerateObject().Select(entry => entry.Name).Where(IsSound)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Should_Agree_With_PyTorch_When_Reduced_In_Any_Way(string name)
    {
        using var scope = torch.NewDisposeScope();
        var expected = NnReference.Section("losses").GetProperty(name);
        var input = NnReference.Tensor(expected.GetProperty("input")).requires_grad_(true);
        var target = NnReference.Tensor(expected.GetProperty("target"));
        if (NnReference.Shape(expected.GetProperty("target")).Length == 1)
        {
            target = target.to_type(ScalarType.Int64);
        }

        Close.To(expected.GetProperty("none"), Loss(name, input, target, nn.Reduction.None));
        Close.To(expected.GetProperty("sum"), Loss(name, input, target, nn.Reduction.Sum));
        var mean = Loss(name, input, target, nn.Reduction.Mean);
        Close.To(expected.GetProperty("mean"), mean);
        Close.To(expected.GetProperty("gradient"), torch.autograd.grad([mean], [input])[0]);
    }

    [Fact]
    public void Should_Equal_The_Function_When_A_Loss_Module_Is_Called()
    {
        using var scope = torch.NewDisposeScope();
        torch.manual_seed(3);
        var logits = torch.randn(4, 3);
        var classes = torch.tensor(new long[] { 0, 1, 2, 1 });
        var other = torch.randn(4, 3);
        var probabilities = torch.rand(4, 3);
        var logarithms = logits.log_softmax(1);

        Same(F.cross_entropy(logits, classes), nn.CrossEntropyLoss().call(logits, classes));
        Same(F.nll_loss(logarithms, classes), nn.NLLLoss().call(logarithms, classes));
        Same(F.mse_loss(logits, other), nn.MSELoss().call(logits, other));
        Same(F.l1_loss(logits, other), nn.L1Loss().call(logits, other));
        Same(F.smooth_l1_loss(logits, other), nn.SmoothL1Loss().call(logits, other));
        Same(F.huber_loss(logits, other, 0.5), nn.HuberLoss(0.5).call(logits, other));
        Same(F.binary_cross_entropy(probabilities, probabilities), nn.BCELoss().call(probabilities, probabilities));
        Same(F.binary_cross_entropy_with_logits(logits, probabilities), nn.BCEWithLogitsLoss().call(logits, probabilities));
        Same(F.kl_div(logarithms, logarithms), nn.KLDivLoss().call(logarithms, logarithms));
    }

    [Fact]
    public void Should_Throw_When_A_Class_Is_Outside()
    {
        using var scope = torch.NewDisposeScope();

        var error = Assert.ThrowsAny<Exception>(() => F.cross_entropy(torch.ones(1, 3), torch.tensor(new long[] { 3 })));

        Assert.Contains("out of bounds", error.Message, StringComparison.Ordinal);
    }

    private static void Same(Tensor expected, Tensor actual) => Close.To(Close.Values(expected), Close.Values(actual));

    private static bool IsSound(string name)
#if TORCH_PROVIDER_LIBTORCH
        => name.Length > 0;
#else
        // TorchSharp before 0.102.8 computed the squared error as l1_loss.
        => name != "l1_loss" || typeof(torch).Assembly.GetName().Version >= new Version(0, 102, 8);
#endif

    private static Tensor Loss(string name, Tensor input, Tensor target, nn.Reduction reduction) => name switch
    {
        "cross_entropy" => F.cross_entropy(input, target, null, -100, reduction),
        "cross_entropy_weighted" => F.cross_entropy(input, target, torch.tensor(_classWeights), -100, reduction),
        "cross_entropy_smooth" => F.cross_entropy(input, target, null, -100, reduction, 0.1),
        "cross_entropy_ignore" => F.cross_entropy(input, target, null, 2, reduction),
        "nll_loss" => F.nll_loss(input, target, null, reduction),
        "mse_loss" => F.mse_loss(input, target, reduction),
        "l1_loss" => F.l1_loss(input, target, reduction),
        "smooth_l1_loss" => F.smooth_l1_loss(input, target, reduction, 0.5),
        "huber_loss" => F.huber_loss(input, target, 0.5, reduction),
        "binary_cross_entropy" => F.binary_cross_entropy(input, target, null, reduction),
        "binary_cross_entropy_with_logits" => F.binary_cross_entropy_with_logits(input, target, null, reduction),
        "kl_div" => F.kl_div(input, target, false, reduction),
        "kl_div_log" => F.kl_div(input, target, true, reduction),
        _ => throw new ArgumentException(name, nameof(name)),
    };
}
