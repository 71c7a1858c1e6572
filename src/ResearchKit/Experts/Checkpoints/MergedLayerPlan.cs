namespace ResearchKit.Experts.Checkpoints;

/// <summary>What becomes of one layer of experts.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="Groups">Its groups, or null where it stays as it is.</param>
/// <param name="Frequency">The activation frequency of each expert.</param>
public sealed record MergedLayerPlan(ExpertLayerInfo Layer, ExpertGroups? Groups, IReadOnlyList<double> Frequency)
{
    /// <summary>Experts that stay.</summary>
    public int Kept => Groups?.Count ?? Layer.Stored;
}
