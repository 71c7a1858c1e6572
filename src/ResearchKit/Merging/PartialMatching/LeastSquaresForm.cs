namespace ResearchKit.Merging.PartialMatching;

/// <summary>What a merged layer is asked to reproduce.</summary>
public enum LeastSquaresForm
{
    /// <summary>The mean of both networks' outputs from the mean of their inputs, over paired units: PLeaS.</summary>
    Averaged,

    /// <summary>Each network's outputs from that network's inputs, as rows of their own, with zeros at the other network's units: with no permutation and everything merged this is RegMean.</summary>
    Stacked,
}
