namespace ResearchKit.Merging.Recipes;

/// <summary>Where and how a merge writes.</summary>
public sealed record MergePlanOptions
{
    /// <summary>The folder that the merged model will be; made when the merge is complete.</summary>
    public required string Output { get; init; }

    /// <summary>The size above which the output goes on in another file, in bytes; a larger tensor has a file of its own.</summary>
    public long ShardBytes { get; init; } = 5_000_000_000;

    /// <summary>Whether an earlier merge in the output folder is replaced; nothing else ever is.</summary>
    public bool Replace { get; init; }

    /// <summary>Whether to go on with a run that was killed, or to do nothing when it was complete; without one a new run begins.</summary>
    public bool Resume { get; init; }

    /// <summary>The methods that recipes can name.</summary>
    public MergeMethodRegistry Methods { get; init; } = MergeMethodRegistry.BuiltIn;
}
