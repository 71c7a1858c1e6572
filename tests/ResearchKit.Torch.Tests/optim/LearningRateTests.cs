using ResearchKit.Torch.Tests.Reference;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.optim;

namespace ResearchKit.Torch.Tests.Optim;

public sealed class LearningRateTests
{
    public static TheoryData<string> Names
        => [.. NnReference.Section("learning_rates").EnumerateObject().Select(entry => entry.Name).Where(name => name != "ReduceLROnPlateau" && IsSound(name))];

    [Theory]
    [MemberData(nameof(Names))]
    public void Should_Follow_PyTorch_When_Stepped(string name)
    {
        using var scope = torch.NewDisposeScope();
        var reference = NnReference.Section("learning_rates").GetProperty(name);
        using var optimiser = SGD(
            [
                new SGD.ParamGroup { Parameters = [nn.Parameter(torch.zeros(1))] },
                new SGD.ParamGroup([nn.Parameter(torch.zeros(1))], new SGD.Options { LearningRate = 0.02 }),
            ],
            0.1,
            0.9);
        var scheduler = Scheduler(name, optimiser);

        foreach (var (rates, momenta) in NnReference.Table(reference.GetProperty("rates")).Zip(NnReference.Table(reference.GetProperty("momenta"))))
        {
            Equal(Sound(name, rates), optimiser.ParamGroups.Select(group => group.LearningRate));
            Equal(Sound(name, rates), scheduler.get_last_lr());
            if (name.StartsWith("OneCycle", StringComparison.Ordinal))
            {
                Equal(Sound(name, momenta), optimiser.ParamGroups.Select(group => ((IMomentum)group).Momentum));
            }

            optimiser.step();
            scheduler.step();
        }
    }

    [Fact]
    public void Should_Reduce_The_Rate_When_The_Metric_Stays()
    {
        using var scope = torch.NewDisposeScope();
        var reference = NnReference.Section("learning_rates").GetProperty("ReduceLROnPlateau");
        using var optimiser = SGD([nn.Parameter(torch.zeros(1))], 0.1);
        var scheduler = lr_scheduler.ReduceLROnPlateau(optimiser, "min", 0.5, 2, 1e-4, "rel", 1, [0.01]);

        foreach (var (metric, rates) in reference.GetProperty("metrics").EnumerateArray().Zip(NnReference.Table(reference.GetProperty("rates"))))
        {
            scheduler.step(metric.GetDouble());
            Equal(rates, optimiser.ParamGroups.Select(group => group.LearningRate));
        }
    }

    [Fact]
    public void Should_Refuse_When_The_Cycle_Has_No_Length_Or_Is_Over()
    {
        using var scope = torch.NewDisposeScope();
        using var optimiser = SGD([nn.Parameter(torch.zeros(1))], 0.1, 0.9);

        Assert.ThrowsAny<ArgumentException>(() => lr_scheduler.OneCycleLR(optimiser, 0.1));
        Assert.ThrowsAny<ArgumentException>(() => lr_scheduler.OneCycleLR(optimiser, 0.1, 10, -1, -1, 1.5));
        var scheduler = lr_scheduler.OneCycleLR(optimiser, 0.1, 3);
        scheduler.step();
        scheduler.step();
        scheduler.step();
        Assert.Throws<InvalidOperationException>(scheduler.step);
    }

    private static void Equal(double[] expected, IEnumerable<double> actual)
    {
        foreach (var (wanted, found) in expected.Zip(actual.ToArray()))
        {
            Assert.Equal(wanted, found, 1e-12);
        }
    }

    private static bool IsSound(string name)
#if TORCH_PROVIDER_LIBTORCH
        => name.Length > 0;

    private static double[] Sound(string name, double[] groups) => name.Length > 0 ? groups : [];
#else
        => IsSoundIn(name, typeof(torch).Assembly.GetName().Version!);

    // TorchSharp before 0.105.1 took the final factor of LinearLR and the epochs in each other's place.
    private static bool IsSoundIn(string name, Version version) => name != "LinearLR" || version >= new Version(0, 105, 1);

    // TorchSharp takes the position of the group for that of the phase, so that its second group never falls.
    private static double[] Sound(string name, double[] groups) => name == "OneCycleLR" ? groups[..1] : groups;
#endif

    private static lr_scheduler.LRScheduler Scheduler(string name, optim.Optimizer optimiser) => name switch
    {
        "StepLR" => lr_scheduler.StepLR(optimiser, 5, 0.5),
        "MultiStepLR" => lr_scheduler.MultiStepLR(optimiser, [3, 7, 15], 0.3),
        "ExponentialLR" => lr_scheduler.ExponentialLR(optimiser, 0.9),
        "ConstantLR" => lr_scheduler.ConstantLR(optimiser, 0.25, 6),
        "LinearLR" => lr_scheduler.LinearLR(optimiser, 0.2, 1.0, 8),
        "PolynomialLR" => lr_scheduler.PolynomialLR(optimiser, 10, 2),
        "CosineAnnealingLR" => lr_scheduler.CosineAnnealingLR(optimiser, 9, 0.001),
        "LambdaLR" => lr_scheduler.LambdaLR(optimiser, epoch => 1.0 / (1 + epoch)),
        "MultiplicativeLR" => lr_scheduler.MultiplicativeLR(optimiser, _ => 0.95),
        "OneCycleLR" => lr_scheduler.OneCycleLR(optimiser, 0.4, 30),
        "OneCycleLRLinear" => lr_scheduler.OneCycleLR(
            optimiser, 0.4, -1, 5, 6, 0.3, lr_scheduler.impl.OneCycleLR.AnnealStrategy.Linear, true, 0.85, 0.95, 25, 1e4, true),
        _ => throw new ArgumentException(name, nameof(name)),
    };
}
