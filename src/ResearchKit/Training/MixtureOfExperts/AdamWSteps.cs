using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace ResearchKit.Training.MixtureOfExperts;

/// <summary>AdamW on parameters whose gradients the caller holds; pruning needs these gradients too.</summary>
internal sealed class AdamWSteps : IDisposable
{
    private const double Decay1 = 0.9;
    private const double Decay2 = 0.98;
    private const double Epsilon = 1e-6;

    private readonly IReadOnlyList<Parameter> _parameters;
    private readonly (Tensor First, Tensor Second)[] _state;
    private int _step;

    public AdamWSteps(IReadOnlyList<Parameter> parameters)
    {
        _parameters = parameters;
        _state = [.. parameters.Select(p => (zeros_like(p).detach().DetachFromDisposeScope(), zeros_like(p).detach().DetachFromDisposeScope()))];
    }

    /// <summary>Takes one step.</summary>
    public void Step(IReadOnlyList<Tensor> gradients, double learningRate, double weightDecay)
    {
        using var frozen = no_grad();
        using var scope = NewDisposeScope();
        _step++;
        var rate = learningRate / (1 - Math.Pow(Decay1, _step));
        var root = 1 / Math.Sqrt(1 - Math.Pow(Decay2, _step));
        for (var i = 0; i < _parameters.Count; i++)
        {
            var (first, second) = _state[i];
            first.mul_(Decay1).add_(gradients[i], 1 - Decay1);
            second.mul_(Decay2).addcmul_(gradients[i], gradients[i], 1 - Decay2);
            _parameters[i].mul_(1 - (learningRate * weightDecay));
            _parameters[i].addcdiv_(first, second.sqrt().mul_(root).add_(Epsilon), -rate);
        }
    }

    public void Dispose()
    {
        foreach (var (first, second) in _state)
        {
            first.Dispose();
            second.Dispose();
        }
    }
}
