using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Connectivity;

/// <summary>Points between models: on the straight path, on the arc, and averages of many.</summary>
/// <remarks>
/// Floating-point tensors are interpolated, running statistics of batch normalisation included (see <see cref="BatchNormReset"/> for why that is not
/// enough); tensors of whole numbers (<c>num_batches_tracked</c>) are copied from the first model. The caller owns the tensors that are returned.
/// </remarks>
public static class Interpolation
{
    // Below this sine the arc is numerically a line.
    private const double SmallestSine = 1e-6;

    /// <summary>The point θ(λ) = (1-λ) θ_a + λ θ_b of the straight path.</summary>
    /// <param name="a">The model at λ = 0.</param>
    /// <param name="b">The model at λ = 1.</param>
    /// <param name="lambda">The position; any finite number, also outside 0 to 1.</param>
    /// <returns>A new state dict in the order of <paramref name="a"/>; at λ = 0 and 1 it equals an end exactly when both are finite.</returns>
    /// <exception cref="ArgumentException">The models differ in a tensor; the message names it.</exception>
    public static Dictionary<string, Tensor> Lerp(IReadOnlyDictionary<string, Tensor> a, IReadOnlyDictionary<string, Tensor> b, double lambda)
    {
        StateDictGuard.Same(a, b, nameof(b));
        CheckFinite(lambda, nameof(lambda));
        return Combine([a, b], [1 - lambda, lambda]);
    }

    /// <summary>The point at the share λ of the arc between two models, seen as vectors.</summary>
    /// <remarks>
    /// sin((1-λ)Ω)/sin Ω θ_a + sin(λΩ)/sin Ω θ_b with Ω the angle between the vectors of all learnt tensors; the straight path when sin Ω is below 1e-6.
    /// Running statistics are interpolated on the straight path. Reference: Shoemake, 1985.
    /// </remarks>
    /// <param name="a">The model at λ = 0.</param>
    /// <param name="b">The model at λ = 1.</param>
    /// <param name="lambda">The position; any finite number.</param>
    /// <returns>A new state dict in the order of <paramref name="a"/>.</returns>
    /// <exception cref="ArgumentException">The models differ in a tensor, or one of them is zero everywhere.</exception>
    public static Dictionary<string, Tensor> Slerp(IReadOnlyDictionary<string, Tensor> a, IReadOnlyDictionary<string, Tensor> b, double lambda)
    {
        StateDictGuard.Same(a, b, nameof(b));
        CheckFinite(lambda, nameof(lambda));
        var lengths = Math.Sqrt(ParameterVector.Dot(a, a)) * Math.Sqrt(ParameterVector.Dot(b, b));
        if (!(lengths > 0))
        {
            throw new ArgumentException("a model is zero or not a number everywhere, so that there is no angle between the two", nameof(b));
        }

        var angle = Math.Acos(Math.Clamp(ParameterVector.Dot(a, b) / lengths, -1, 1));
        if (Math.Sin(angle) < SmallestSine)
        {
            return Combine([a, b], [1 - lambda, lambda]);
        }

        return Combine([a, b], [1 - lambda, lambda], [Math.Sin((1 - lambda) * angle) / Math.Sin(angle), Math.Sin(lambda * angle) / Math.Sin(angle)]);
    }

    /// <summary>The weighted average of several models.</summary>
    /// <param name="models">At least one model.</param>
    /// <param name="weights">A finite weight for each model, or null for equal weights; they are used as they are and need not sum to 1.</param>
    /// <returns>A new state dict in the order of the first model.</returns>
    /// <exception cref="ArgumentException">There is no model, the counts differ, or the models differ in a tensor.</exception>
    public static Dictionary<string, Tensor> Average(IReadOnlyList<IReadOnlyDictionary<string, Tensor>> models, IReadOnlyList<double>? weights = null)
    {
        ArgumentNullException.ThrowIfNull(models);
        if (models.Count == 0 || (weights is not null && weights.Count != models.Count))
        {
            throw new ArgumentException($"there are {models.Count} models and {weights?.Count ?? models.Count} weights; expected at least one model and a weight for each", nameof(models));
        }

        for (var i = 1; i < models.Count; i++)
        {
            StateDictGuard.Same(models[0], models[i], $"{nameof(models)}[{i}]");
        }

        var shares = weights?.ToArray() ?? [.. Enumerable.Repeat(1.0 / models.Count, models.Count)];
        for (var i = 0; i < shares.Length; i++)
        {
            CheckFinite(shares[i], $"{nameof(weights)}[{i}]");
        }

        return Combine(models, shares);
    }

    /// <summary>The linear combination of checked models; learnt tensors may have factors of their own.</summary>
    internal static Dictionary<string, Tensor> Combine(IReadOnlyList<IReadOnlyDictionary<string, Tensor>> models, IReadOnlyList<double> factors, IReadOnlyList<double>? learntFactors = null)
    {
        using var frozen = no_grad();
        var result = new Dictionary<string, Tensor>(models[0].Count);
        foreach (var (name, first) in models[0])
        {
            using var scope = NewDisposeScope();
            if (!first.is_floating_point())
            {
                result.Add(name, first.detach().clone().MoveToOuterDisposeScope());
                continue;
            }

            var chosen = StateDictGuard.IsLearnt(name, first) ? learntFactors ?? factors : factors;
            var sum = first.detach() * chosen[0];
            for (var i = 1; i < models.Count; i++)
            {
                sum.add_(models[i][name].detach() * chosen[i]);
            }

            result.Add(name, sum.MoveToOuterDisposeScope());
        }

        return result;
    }

    private static void CheckFinite(double value, string name)
    {
        if (!double.IsFinite(value))
        {
            throw new ArgumentException($"{name} is {value}; expected a finite number", name);
        }
    }
}
