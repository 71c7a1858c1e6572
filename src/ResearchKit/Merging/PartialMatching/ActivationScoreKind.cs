namespace ResearchKit.Merging.PartialMatching;

/// <summary>How alike two units are by what they give on the same inputs.</summary>
public enum ActivationScoreKind
{
    /// <summary>−‖z_a − z_b‖, the distance (not squared) of the units' activations over a batch, added over batches.</summary>
    Distance,

    /// <summary>⟨z_a, z_b⟩, added over batches.</summary>
    InnerProduct,
}
