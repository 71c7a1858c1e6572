using ResearchKit.Merging.Numerics;
using static TorchSharp.torch;

namespace ResearchKit.Merging.Methods;

/// <summary>The mean of the models' directions on the sphere (Karcher mean), with the weighted mean of their lengths.</summary>
/// <remarks>
/// Gradient descent on the sum of squared angles: T = Σ a_i θ_i/sin θ_i (u_i − cos θ_i u), u ← cos‖T‖ u + sin‖T‖ T/‖T‖, from the normalised mean until ‖T‖ is below
/// <see cref="Tolerance"/>. Models of length 0 have no direction but count in the mean length. Weights are shares. Reference: Karcher, 1977.
/// </remarks>
public sealed record KarcherMerge : IMergeMethod
{
    /// <inheritdoc/>
    public string Name => "karcher";

    /// <summary>The most steps that are taken.</summary>
    public int MaxIter { get; init => field = MergeGuard.AtLeastOne(value); } = 10;

    /// <summary>The step length at which the mean is found, in radians, and the length below which a model has no direction.</summary>
    public double Tolerance { get; init => field = MergeGuard.Positive(value); } = 1e-5;

    /// <inheritdoc/>
    public Tensor Merge(MergeInput input)
    {
        MergeGuard.Models(input, Name, 1);
        int[] order = [.. input.CanonicalOrder()];
        var shares = MergeGuard.Shares(input);
        var geometry = new SpanGeometry(input.Tensors);
        int[] kept = [.. order.Where(model => geometry.Length(model) > Tolerance)];
        var total = kept.Sum(model => shares[model]);
        if (kept.Length == 0 || !(Math.Abs(total) > 0))
        {
            return input.Average();
        }

        var units = kept.Select(model => (Unit: geometry.Axis(model, 1 / geometry.Length(model)), Share: shares[model] / total)).ToArray();
        var mean = Start(geometry, units);
        var (step, iterations) = (double.PositiveInfinity, 0);
        for (; iterations < MaxIter && step >= Tolerance; iterations++)
        {
            var tangent = Tangent(geometry, units, mean);
            step = geometry.Length(tangent);
            if (step >= Tolerance)
            {
                mean = SpanGeometry.Combine(Math.Cos(step), mean, Math.Sin(step) / step, tangent);
                mean = Scale(mean, 1 / geometry.Length(mean));
            }
        }

        input.Report("iterations", iterations);
        input.Report("last step", step);
        var scale = order.Sum(model => shares[model] * geometry.Length(model));
        return WeightedSum.Of(input.Tensors, Scale(mean, scale), order);
    }

    private static double[] Scale(double[] vector, double factor) => [.. vector.Select(value => value * factor)];

    private double[] Start(SpanGeometry geometry, (double[] Unit, double Share)[] units)
    {
        var sum = units.Aggregate(new double[geometry.Count], (total, point) => SpanGeometry.Combine(1, total, point.Share, point.Unit));
        var length = geometry.Length(sum);
        return length < Tolerance ? units[0].Unit : Scale(sum, 1 / length);
    }

    private double[] Tangent(SpanGeometry geometry, (double[] Unit, double Share)[] units, double[] mean)
    {
        var tangent = new double[geometry.Count];
        foreach (var (unit, share) in units)
        {
            var cosine = Math.Clamp(geometry.Dot(unit, mean), -1, 1);
            var angle = Math.Acos(cosine);
            var sine = Math.Sin(angle);
            if (angle >= Tolerance && sine > 0)
            {
                tangent = SpanGeometry.Combine(1, tangent, share * angle / sine, SpanGeometry.Combine(1, unit, -cosine, mean));
            }
        }

        return tangent;
    }
}
