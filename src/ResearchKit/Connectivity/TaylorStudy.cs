namespace ResearchKit.Connectivity;

/// <summary>The Taylor estimate of a barrier beside the barrier itself, on the same images.</summary>
/// <param name="Expansion">Slopes and curvatures at both ends.</param>
/// <param name="Actual">B½ = L(θ(1/2)) - ½ [L(θ_a) + L(θ_b)] as measured.</param>
public sealed record TaylorStudy(TaylorBarrier Expansion, double Actual)
{
    /// <summary>The estimate of B½.</summary>
    public double Estimate => Expansion.Half;

    /// <summary>|estimate - actual| over the actual barrier, or over 0.01 where that is larger.</summary>
    public double RelativeError => Math.Abs(Estimate - Actual) / Math.Max(Actual, 0.01);
}
