namespace ResearchKit.Display;

/// <summary>How the edges of a drawn graph are named.</summary>
public sealed record GraphOptions
{
    /// <summary>What the legend calls the solid edges, those of positive weight; empty leaves them out.</summary>
    public string PositiveName { get; init; } = "positive weight";

    /// <summary>What the legend calls the dashed edges, those of negative weight; empty leaves them out.</summary>
    public string NegativeName { get; init; } = "negative weight";
}
