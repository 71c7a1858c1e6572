namespace ResearchKit.Experts.Checkpoints;

/// <summary>How <see cref="ExpertCheckpointMerge"/> merges.</summary>
public sealed record ExpertCheckpointMergeOptions
{
    /// <summary>k̄, the experts a layer keeps on average.</summary>
    public double Keep { get; init; } = 8;

    /// <summary>How often each expert was chosen, by the number of a layer among the layers of experts (or its name); null where that is not known.</summary>
    public RoutingCounts? Counts { get; init; }

    /// <summary>What makes groups; null for <see cref="CheckpointGrouping.RouterWeight"/> with counts (<see cref="CheckpointGrouping.ExpertWeight"/> where the family's router is not known) and <see cref="CheckpointGrouping.RouterClusters"/> without.</summary>
    public CheckpointGrouping? Grouping { get; init; }

    /// <summary>How the budget is divided; null for the adaptive rule with counts and the same number in every layer without.</summary>
    public ExpertBudgetRule? Budget { get; init; }

    /// <summary>Whether experts are aligned to the representative of their group before the average.</summary>
    public bool Align { get; init; } = true;

    /// <summary>Whether experts count as often as they were chosen; without counts all count the same.</summary>
    public bool WeightByFrequency { get; init; } = true;

    /// <summary>How the result is written.</summary>
    public ExpertExport Export { get; init; } = ExpertExport.Mapped;

    /// <summary>The first so many layers of experts stay as they are; MC-SMoE keeps the first of switch-base-32.</summary>
    public int SkipLayers { get; init; }

    /// <summary>Whether an output that these commands made earlier is replaced; folders that hold anything else never are.</summary>
    public bool Replace { get; init; }

    /// <summary>The largest file.</summary>
    public long ShardBytes { get; init; } = 5_000_000_000;
}
