namespace ResearchKit.Merging.Fitting;

/// <summary>Which labels the Fisher information is averaged over.</summary>
public enum FisherLabels
{
    /// <summary>One label for each input, drawn from what the model predicts: one backward pass an input.</summary>
    Sampled,

    /// <summary>All labels, weighted by what the model predicts: exact, and one backward pass for each input and class.</summary>
    Expected,
}
