namespace ResearchKit.Models.MixtureOfExperts;

/// <summary>How many tokens an expert takes before further ones pass it by.</summary>
/// <param name="Factor">The capacity factor c: an expert takes ceil(c · assignments / E); 0 when <paramref name="PerSequence"/> counts.</param>
/// <param name="PerSequence">Tokens of each sequence that an expert takes, or 0 when <paramref name="Factor"/> counts, over the whole batch.</param>
/// <remarks>A token without room keeps its residual stream: the layer gives 0 for it. Reference: Fedus, Zoph and Shazeer, 2022, equation 3.</remarks>
public readonly record struct ExpertCapacity(double Factor, int PerSequence)
{
    /// <summary>A capacity over the whole batch.</summary>
    /// <param name="factor">The capacity factor; 1.0 to 1.25 in training.</param>
    /// <returns>The capacity.</returns>
    public static ExpertCapacity OfBatch(double factor) => factor > 0 && double.IsFinite(factor)
        ? new(factor, 0)
        : throw new ArgumentException($"the capacity factor is {factor}; expected a positive number", nameof(factor));

    /// <summary>A fixed number of tokens for each sequence, as the public checkpoints' code counts.</summary>
    /// <param name="tokens">The number; 64 in the public checkpoints.</param>
    /// <returns>The capacity.</returns>
    public static ExpertCapacity OfSequence(int tokens) => tokens > 0
        ? new(0, tokens)
        : throw new ArgumentException($"the capacity is {tokens} tokens a sequence; expected at least 1", nameof(tokens));

    /// <summary>The tokens that an expert takes within a group, and how many tokens a group has.</summary>
    /// <param name="assignments">Tokens times choices of the batch.</param>
    /// <param name="experts">Experts that the router knows.</param>
    /// <param name="sequenceLength">Tokens of a sequence.</param>
    /// <returns>The capacity, and the group's tokens (0: the batch).</returns>
    internal (int Capacity, int GroupTokens) For(int assignments, int experts, int sequenceLength) =>
        PerSequence > 0 ? (PerSequence, sequenceLength) : ((int)Math.Ceiling(Factor * assignments / experts), 0);
}
