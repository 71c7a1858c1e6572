namespace ResearchKit.Experts;

/// <summary>With which weights the experts of a group are averaged.</summary>
public enum MergeWeighting
{
    /// <summary>Activation frequencies; a group that was never used becomes its dominant expert.</summary>
    Frequency,

    /// <summary>Equal weights.</summary>
    Uniform,

    /// <summary>The diagonal Fisher information, entry by entry; needs <see cref="ExpertCalibration.Fisher"/>.</summary>
    Fisher,
}
