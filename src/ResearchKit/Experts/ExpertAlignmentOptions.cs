namespace ResearchKit.Experts;

/// <summary>How experts are aligned.</summary>
public sealed record ExpertAlignmentOptions
{
    /// <summary>Whether the bias of the hidden units adds to the score (bi_a bi_bᵀ). The authors' code leaves it out; here it counts by default, since it is part of the same unit.</summary>
    public bool Biases { get; init; } = true;

    /// <summary>Whether a weight adds to the score: all but the output bias, which no hidden unit owns, and the input bias if <see cref="Biases"/> is off.</summary>
    internal bool Counts(ExpertPart part) => part != ExpertPart.DownBias && (part != ExpertPart.UpBias || Biases);
}
