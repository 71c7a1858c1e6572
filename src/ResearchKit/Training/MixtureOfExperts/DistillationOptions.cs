namespace ResearchKit.Training.MixtureOfExperts;

/// <summary>How a network learns from another one's scores: α · KL(softmax(z_teacher / T) ‖ softmax(z_student / T)) is added to the loss.</summary>
/// <remarks>
/// The defaults are those of MC-SMoE's published runs but for the mean over places, which their code sums over symbols and divides by the batch alone, so that its weight grows
/// with the length. Reference: Li et al., 2024, appendix A2.
/// </remarks>
public sealed record DistillationOptions
{
    /// <summary>The weight α.</summary>
    public double Alpha { get; init; } = 0.2;

    /// <summary>The temperature T.</summary>
    public double Temperature { get; init; } = 2;

    /// <summary>Whether the divergence is multiplied by T², which keeps gradients of one size over temperatures (Hinton et al., 2015).</summary>
    public bool ScaleByTemperature { get; init; }

    /// <summary>Whether the divergence is summed over places and divided by the batch, as the authors' code does, in place of a mean over places.</summary>
    public bool SumOverPlaces { get; init; }
}
