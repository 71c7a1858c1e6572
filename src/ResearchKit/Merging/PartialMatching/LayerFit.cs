namespace ResearchKit.Merging.PartialMatching;

/// <summary>How well one merged layer reproduces what it is asked to.</summary>
/// <param name="Weight">The name of the layer's weight.</param>
/// <param name="ErrorBefore">The mean over rows of ‖W₀x − y‖², before the fit.</param>
/// <param name="ErrorAfter">The same after it.</param>
/// <param name="TargetPower">The mean over rows of ‖y‖².</param>
/// <param name="UsedPseudoInverse">Whether a system was singular to working precision, so that the pseudo-inverse solved it instead of Cholesky's factors.</param>
public sealed record LayerFit(string Weight, double ErrorBefore, double ErrorAfter, double TargetPower, bool UsedPseudoInverse)
{
    /// <summary>√(error / power) before the fit; 0 where the layer should give nothing.</summary>
    public double RelativeBefore => TargetPower > 0 ? Math.Sqrt(ErrorBefore / TargetPower) : 0;

    /// <summary>√(error / power) after the fit.</summary>
    public double RelativeAfter => TargetPower > 0 ? Math.Sqrt(ErrorAfter / TargetPower) : 0;
}
