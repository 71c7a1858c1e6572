using ResearchKit.Data;

namespace ResearchKit.Connectivity;

/// <summary>What <see cref="AlignmentStudy"/> measures, and on how much data.</summary>
public sealed record AlignmentStudyOptions
{
    /// <summary>Positions on each path; odd and at least 3.</summary>
    public int Points { get; init; } = 25;

    /// <summary>Images a forward pass.</summary>
    public int BatchSize { get; init; } = 1000;

    /// <summary>Training images on the loss curve, from the first on; 0 leaves that curve out. The whole set makes the study several times longer.</summary>
    public long TrainImages { get; init; } = 10_000;

    /// <summary>Training images for the Taylor estimate and the barrier beside it, from the first on; 0 leaves both out.</summary>
    public long TaylorImages { get; init; } = 2_000;

    /// <summary>The thresholds γ of the singular-vector alignment; an empty list leaves every decomposition out.</summary>
    public IReadOnlyList<double> Thresholds { get; init; } = [0, 0.1, 0.2, 0.3, 0.5, 0.7];

    /// <summary>Leading singular vectors on each layer's heat map; 0 leaves the maps out.</summary>
    public int HeatMapSize { get; init; } = 20;

    /// <summary>Images for resetting batch normalisation at every position between the ends, or null.</summary>
    public LabelledImages? BatchNormResetData { get; init; }
}
