using ResearchKit.Data;

namespace ResearchKit.Connectivity;

/// <summary>The grid of a <see cref="LossPlane"/>.</summary>
public sealed record LossPlaneOptions
{
    /// <summary>Points along each axis; at least 2.</summary>
    public int Points { get; init; } = 15;

    /// <summary>How far the grid reaches beyond the models on every side, as a share of their extent; at least 0.</summary>
    public double Margin { get; init; } = 0.2;

    /// <summary>Images a forward pass.</summary>
    public int BatchSize { get; init; } = 1000;

    /// <summary>Images for resetting batch normalisation at every point, or null.</summary>
    public LabelledImages? BatchNormResetData { get; init; }
}
