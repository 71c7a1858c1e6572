using static TorchSharp.torch;

namespace ResearchKit.Merging.Numerics;

/// <summary>The factors of two vectors at a point of the arc between them.</summary>
internal static class Arc
{
    // Below this sine the two vectors have one direction, or opposite ones, between which no arc is defined.
    private const double SmallestSine = 1e-6;

    /// <summary>sin(w Ω) / sin Ω for both weights; the weights themselves where the cosine is above a limit or there is no arc.</summary>
    public static (double First, double Second) Factors(double cosine, double first, double second, double linearAbove)
    {
        var angle = Math.Acos(Math.Clamp(cosine, -1, 1));
        var sine = Math.Sin(angle);
        return cosine > linearAbove || !(sine > SmallestSine) ? (first, second) : (Math.Sin(first * angle) / sine, Math.Sin(second * angle) / sine);
    }

    /// <summary>The points on the arcs between corresponding vectors along one axis, in double precision.</summary>
    public static Tensor Along(long axis, Tensor a, Tensor b, double first, double second, double smallestNorm)
    {
        using var scope = NewDisposeScope();
        var (x, y) = (a.to(ScalarType.Float64), b.to(ScalarType.Float64));
        var product = (x * y).sum(axis, keepdim: true);
        var lengths = Length(x, axis, smallestNorm) * Length(y, axis, smallestNorm);
        var angle = (product / lengths).clamp(-1, 1).acos();
        var sine = angle.sin();
        var isArc = sine.gt(SmallestSine);
        var safe = sine.where(isArc, ones_like(sine));
        var result = (x * ((angle * first).sin() / safe).where(isArc, full_like(sine, first)))
            + (y * ((angle * second).sin() / safe).where(isArc, full_like(sine, second)));
        return result.to(a.dtype).MoveToOuterDisposeScope();
    }

    private static Tensor Length(Tensor vectors, long axis, double smallest) => vectors.square().sum(axis, keepdim: true).sqrt().clamp_min(smallest);
}
