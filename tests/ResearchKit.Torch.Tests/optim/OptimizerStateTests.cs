using ResearchKit.Torch.Tests.Reference;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace ResearchKit.Torch.Tests.Optim;

/// <summary>State and options that one optimiser hands to another.</summary>
public sealed class OptimizerStateTests : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();

    private static readonly Dictionary<string, Func<Parameter, OptimizerHelper>> _optimizers = new()
    {
        ["sgd"] = p => optim.SGD([p], 0.1),
        ["sgd_momentum"] = p => optim.SGD([p], 0.1, 0.9, 0.1, 0.02),
        ["sgd_nesterov"] = p => optim.SGD([p], 0.1, 0.9, nesterov: true),
        ["adam"] = p => optim.Adam([p], 0.05),
        ["adam_amsgrad"] = p => optim.Adam([p], 0.05, 0.8, 0.95, 1e-6, 0.1, true),
        ["adamw"] = p => optim.AdamW([p], 0.05, 0.8, 0.95, 1e-6, 0.1),
        ["adamw_amsgrad"] = p => optim.AdamW([p], 0.05, amsgrad: true, maximize: true),
        ["rmsprop"] = p => optim.RMSProp([p], 0.05),
        ["rmsprop_all"] = p => optim.RMSProp([p], 0.05, 0.9, 1e-6, 0.05, 0.9, true),
        ["adagrad"] = p => optim.Adagrad([p], 0.1, 0.05, 0.02, 0.1),
    };

    public static TheoryData<string> Names => [.. _optimizers.Keys];

    public void Dispose() => _scope.Dispose();

#if TORCH_PROVIDER_LIBTORCH // TorchSharp shares the tensors of the state instead
    [Theory]
    [MemberData(nameof(Names))]
    public void Should_Go_On_As_The_First_Would_When_State_Is_Handed_Over(string name)
    {
        var (first, second) = (Start(), Start());
        using var original = _optimizers[name](first);
        Train(first, original, 3);
        using (no_grad())
        {
            second.copy_(first);
        }

        using var resumed = _optimizers[name](second);
        resumed.load_state_dict(original.state_dict());
        Train(first, original, 3);
        Train(second, resumed, 3);

        Assert.Equal(Close.Values(first), Close.Values(second));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Should_Keep_Its_Copy_When_The_First_Optimiser_Is_Disposed(string name)
    {
        var (first, second) = (Start(), Start());
        using var resumed = _optimizers[name](second);
        using (var original = _optimizers[name](first))
        {
            Train(first, original, 2);
            resumed.load_state_dict(original.state_dict());
        }

        Train(second, resumed, 2);

        Assert.All(Close.Values(second), value => Assert.True(float.IsFinite(value)));
    }

    [Fact]
    public void Should_Refuse_State_When_It_Is_Of_Another_Kind_Or_Size()
    {
        var parameter = Start();
        using var adam = optim.Adam([parameter]);
        using var momentum = optim.SGD([Start()], 0.1, 0.9);
        using var two = optim.Adam([Start(), Start()]);

        var kind = Assert.Throws<ArgumentException>(() => adam.load_state_dict(momentum.state_dict()));
        var size = Assert.Throws<ArgumentException>(() => adam.load_state_dict(two.state_dict()));

        Assert.Contains("Expected Adam.Options, got TorchSharp.Modules.SGD+Options", kind.Message, StringComparison.Ordinal);
        Assert.Contains("The state has 2", size.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentNullException>(() => adam.load_state_dict(null!));
    }

    [Fact]
    public void Should_Copy_Every_Option_When_State_Is_Handed_Over()
    {
        using var from = optim.AdamW([Start()], 0.5, 0.7, 0.8, 1e-3, 0.25, true, true);
        using var to = optim.AdamW([Start()]);
        to.load_state_dict(from.state_dict());
        var options = Assert.IsType<AdamW.Options>(to.state_dict().Options.Single());

        Assert.Equal((0.5, 0.5), (options.LearningRate, options.InitialLearningRate));
        Assert.Equal((0.7, 0.8, 1e-3, 0.25), (options.beta1, options.beta2, options.eps, options.weight_decay));
        Assert.Equal((true, true), (options.amsgrad, options.maximize));
    }

    [Fact]
    public void Should_Tell_What_It_Remembers_When_Steps_Were_Made()
    {
        var parameter = Start();
        using var adam = optim.Adam([parameter], 0.1, amsgrad: true);
        Train(parameter, adam, 2);
        var state = Assert.IsType<Adam.State>(adam.state_dict().State.Single());

        Assert.Equal(2, state.step);
        Assert.Equal(parameter.shape, state.exp_avg!.shape);
        Assert.True((state.max_exp_avg_sq! >= state.exp_avg_sq!).all().item<bool>());
    }
#endif

    [Fact]
    public void Should_Use_New_Decay_Rates_When_They_Are_Set()
    {
        using var adam = optim.Adam([Start()], 0.1);
        using var adamw = optim.AdamW([Start()], 0.1);
        adam.Betas = (0.5, 0.6);
        adamw.Betas = (0.7, 0.8);
        var group = new Adam.ParamGroup([Start()], 0.1, 0.3, 0.4);

        Assert.Equal((0.5, 0.6), adam.Betas);
        Assert.Equal((0.7, 0.8), adamw.Betas);
        Assert.Equal((0.3, 0.4), group.Betas);
        group.Betas = (0.1, 0.2);
        Assert.Equal((0.1, 0.2), group.Betas);
    }

    private static Parameter Start() => nn.Parameter(tensor(new[] { 1f, -2f, 0.5f }));

    private static void Train(Parameter parameter, OptimizerHelper optimizer, int steps)
    {
        for (var step = 0; step < steps; step++)
        {
            optimizer.zero_grad();
            (parameter.pow(3) + (parameter * 2)).sum().backward();
            optimizer.step();
        }
    }
}
