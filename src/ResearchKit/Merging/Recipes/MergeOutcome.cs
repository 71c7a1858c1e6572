namespace ResearchKit.Merging.Recipes;

/// <summary>What a merge wrote.</summary>
/// <param name="Output">The folder of the merged model.</param>
/// <param name="Files">The files with the weights; empty where the merge had been complete before.</param>
/// <param name="Alignments">What aligning did, one a model but for the first.</param>
/// <param name="ResumedBytes">How many bytes of the output an earlier run had written.</param>
/// <param name="Seconds">The wall-clock time.</param>
public sealed record MergeOutcome(string Output, IReadOnlyList<WrittenFile> Files, IReadOnlyList<ModelAlignment> Alignments, long ResumedBytes, double Seconds)
{
    /// <summary>Whether the output was there already, whole and of the same recipe and models, so that nothing was done.</summary>
    public bool WasComplete { get; init; }
}
