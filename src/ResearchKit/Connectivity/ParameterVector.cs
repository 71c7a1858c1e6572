using ResearchKit.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Connectivity;

/// <summary>A state dict seen as one long vector of its learnt tensors.</summary>
/// <remarks>Learnt are the floating-point tensors except running statistics (<c>running_mean</c>, <c>running_var</c>). Sums are in float64.</remarks>
public static class ParameterVector
{
    /// <summary>The inner product ⟨θ_a, θ_b⟩.</summary>
    /// <param name="a">A model.</param>
    /// <param name="b">A model with the same tensors.</param>
    /// <returns>The sum over all learnt tensors.</returns>
    /// <exception cref="ArgumentException">The models differ in a tensor.</exception>
    public static double Dot(IReadOnlyDictionary<string, Tensor> a, IReadOnlyDictionary<string, Tensor> b)
        => Sum(a, b, (x, y) => (x * y).sum());

    /// <summary>The distance ‖θ_a - θ_b‖.</summary>
    /// <param name="a">A model.</param>
    /// <param name="b">A model with the same tensors.</param>
    /// <returns>The Euclidean distance over all learnt tensors.</returns>
    /// <exception cref="ArgumentException">The models differ in a tensor.</exception>
    public static double Distance(IReadOnlyDictionary<string, Tensor> a, IReadOnlyDictionary<string, Tensor> b)
        => Math.Sqrt(Sum(a, b, (x, y) => (x - y).square().sum()));

    /// <summary>The difference θ_b - θ_a, learnt tensors only.</summary>
    /// <param name="a">The model that is subtracted.</param>
    /// <param name="b">The model that it is subtracted from.</param>
    /// <returns>New tensors by name; the caller owns them.</returns>
    /// <exception cref="ArgumentException">The models differ in a tensor.</exception>
    public static Dictionary<string, Tensor> Difference(IReadOnlyDictionary<string, Tensor> a, IReadOnlyDictionary<string, Tensor> b)
    {
        StateDictGuard.Same(a, b, nameof(b));
        using var frozen = no_grad();
        return a.Where(p => StateDictGuard.IsLearnt(p.Key, p.Value)).ToDictionary(p => p.Key, p => b[p.Key] - p.Value);
    }

    private static double Sum(IReadOnlyDictionary<string, Tensor> a, IReadOnlyDictionary<string, Tensor> b, Func<Tensor, Tensor, Tensor> term)
    {
        StateDictGuard.Same(a, b, nameof(b));
        using var frozen = no_grad();
        var total = 0.0;
        foreach (var (name, tensor) in a)
        {
            if (StateDictGuard.IsLearnt(name, tensor))
            {
                using var scope = NewDisposeScope();
                total += term(tensor.detach().to(ScalarType.Float64), b[name].detach().to(ScalarType.Float64)).ToNumber();
            }
        }

        return total;
    }
}
