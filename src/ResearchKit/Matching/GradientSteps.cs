using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Matching;

/// <summary>Takes gradient steps on tensors that the caller holds, without a graph.</summary>
/// <remarks>The optimisers of the tensor library take parameters that carry their own gradients; the searches here get gradients by name.</remarks>
internal sealed class GradientSteps(SearchOptimizer optimizer, double learningRate, double momentum, double weightDecay = 0) : IDisposable
{
    private const double Decay1 = 0.9;
    private const double Decay2 = 0.999;
    private const double Epsilon = 1e-8;

    private readonly Dictionary<string, (Tensor First, Tensor Second)> _state = [];
    private int _step;

    /// <summary>Moves every parameter that has a gradient.</summary>
    public void Step(IReadOnlyDictionary<string, Tensor> parameters, IReadOnlyDictionary<string, Tensor> gradients)
    {
        using var noGradient = no_grad();
        _step++;
        foreach (var (name, gradient) in gradients)
        {
            using var scope = NewDisposeScope();
            if (!_state.TryGetValue(name, out var state))
            {
                state = (zeros_like(gradient).DetachFromDisposeScope(), zeros_like(gradient).DetachFromDisposeScope());
                _state.Add(name, state);
            }

            var parameter = parameters[name];
            if (weightDecay > 0)
            {
                parameter.mul_(1 - (learningRate * weightDecay));
            }

            if (optimizer == SearchOptimizer.Sgd)
            {
                state.First.mul_(momentum).add_(gradient);
                parameter.sub_(state.First * learningRate);
            }
            else
            {
                state.First.mul_(Decay1).add_(gradient * (1 - Decay1));
                state.Second.mul_(Decay2).add_(gradient * gradient * (1 - Decay2));
                var mean = state.First / (1 - Math.Pow(Decay1, _step));
                var deviation = (state.Second / (1 - Math.Pow(Decay2, _step))).sqrt();
                parameter.sub_(mean / (deviation + Epsilon) * learningRate);
            }
        }
    }

    public void Dispose()
    {
        foreach (var (first, second) in _state.Values)
        {
            first.Dispose();
            second.Dispose();
        }

        _state.Clear();
    }
}
