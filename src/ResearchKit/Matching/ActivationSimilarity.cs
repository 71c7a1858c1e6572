namespace ResearchKit.Matching;

/// <summary>How alike two units are, by their activations on the same inputs.</summary>
public enum ActivationSimilarity
{
    /// <summary>E[z_a z_b], the uncentred second moment; the best assignment minimises E‖z_a - P z_b‖² (Ainsworth et al., 2023, section 3.1).</summary>
    SecondMoment,

    /// <summary>The correlation coefficient, which does not depend on the scale of a unit (Jordan et al., REPAIR, 2023; Stoica et al., ZipIt!, 2024).</summary>
    Pearson,
}
