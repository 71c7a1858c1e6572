#if TORCH_PROVIDER_LIBTORCH
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.optim;

namespace ResearchKit.Torch.Tests.Optim;

/// <summary>Going straight to an epoch gives the rate that going there step by step gives.</summary>
public class LearningRateEpochTests
{
    private const int Epoch = 7;

    private static readonly Dictionary<string, Func<Optimizer, lr_scheduler.LRScheduler>> _rules = new()
    {
        ["step"] = o => lr_scheduler.StepLR(o, 3, 0.5),
        ["multi_step"] = o => lr_scheduler.MultiStepLR(o, [2, 5], 0.3),
        ["exponential"] = o => lr_scheduler.ExponentialLR(o, 0.9),
        ["constant"] = o => lr_scheduler.ConstantLR(o, 0.25, 4),
        ["linear"] = o => lr_scheduler.LinearLR(o, 0.2, 1.0, 10),
        ["polynomial"] = o => lr_scheduler.PolynomialLR(o, 10, 2.0),
        ["cosine"] = o => lr_scheduler.CosineAnnealingLR(o, 9, 0.001),
        ["lambda"] = o => lr_scheduler.LambdaLR(o, epoch => 1.0 / (1 + epoch)),
    };

    public static TheoryData<string> Rules => [.. _rules.Keys];

    [Theory]
    [MemberData(nameof(Rules))]
    public void Should_Give_The_Same_Rate_When_An_Epoch_Is_Named(string rule)
    {
        using var scope = NewDisposeScope();
        using var walking = SGD([nn.Parameter(zeros(1))], 0.1);
        using var jumping = SGD([nn.Parameter(zeros(1))], 0.1);
        var (steps, jump) = (_rules[rule](walking), _rules[rule](jumping));
        for (var epoch = 0; epoch < Epoch; epoch++)
        {
            steps.step();
        }

        jump.step(Epoch);

        Assert.Equal(walking.ParamGroups.First().LearningRate, jumping.ParamGroups.First().LearningRate, 12);
        Assert.Equal(steps.get_last_lr().Single(), jump.get_last_lr().Single(), 12);
    }
}
#endif
