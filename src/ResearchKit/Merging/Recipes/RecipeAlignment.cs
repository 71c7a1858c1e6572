namespace ResearchKit.Merging.Recipes;

/// <summary>How models are aligned before they are merged.</summary>
/// <param name="Method">The name of the method; <c>weight-matching</c>.</param>
public sealed record RecipeAlignment(string Method)
{
    /// <summary>The only method that needs nothing but weights.</summary>
    public const string WeightMatching = "weight-matching";

    /// <summary>The architecture that says what may move together, by the name of its spec; <c>auto</c> for the first that fits.</summary>
    public string Spec { get; init; } = "auto";

    /// <summary>The number of attention heads of a transformer; null to take it from its config.json.</summary>
    public int? Heads { get; init; }

    /// <summary>How many more searches to make from random alignments; the best is kept.</summary>
    public int Restarts { get; init; }

    /// <summary>The line of the recipe on which it stands.</summary>
    public long Line { get; init; }
}
