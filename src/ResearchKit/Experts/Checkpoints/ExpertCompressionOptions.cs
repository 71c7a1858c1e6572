namespace ResearchKit.Experts.Checkpoints;

/// <summary>How <see cref="ExpertCheckpointCompression"/> compresses.</summary>
public sealed record ExpertCompressionOptions
{
    /// <summary>How a matrix is stored.</summary>
    public ExpertCompression Method { get; init; } = ExpertCompression.Nf4;

    /// <summary>The rank of <see cref="ExpertCompression.LowRank"/>; a matrix whose smaller side is less has that.</summary>
    public int Rank { get; init; } = 32;

    /// <summary>Values that share a scale.</summary>
    public int BlockSize { get; init; } = 64;

    /// <summary>The root of the randomised decomposition's draws.</summary>
    public Seed Seed { get; init; }

    /// <summary>Whether an output that these commands made earlier is replaced; folders that hold anything else never are.</summary>
    public bool Replace { get; init; }

    /// <summary>The largest file.</summary>
    public long ShardBytes { get; init; } = 5_000_000_000;
}
