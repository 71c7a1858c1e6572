using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Graphs.Neural;

/// <summary>Surrogates for what deleting and inserting costs, on vectors in place of things that are there or not.</summary>
/// <remarks>
/// With vectors of length 1 that say whether a thing is there, and Q a permutation, every kind is del · (things of the first set that meet nothing) + ins · (things of the second that meet
/// nothing), the cost of the edit path that Q stands for. <see cref="SetDivergenceKind.AlignDiff"/> is at most <see cref="SetDivergenceKind.DiffAlign"/> where rows of Q sum to 1, by convexity.
/// This is the plain form, in memory B · E · E′ · W for the kinds that subtract first. Reference: Jain et al., NeurIPS 2024 (GraphEdX), section 4; MAX and MAX-OR as in the released code, where the
/// edges of MAX count half, which a network can make up for; here they count in full, so that the identity above holds.
/// </remarks>
public static class SetDivergence
{
    /// <summary>Computes a surrogate.</summary>
    /// <param name="kind">Which.</param>
    /// <param name="first">U, (B, E, W).</param>
    /// <param name="second">U′, (B, E′, W).</param>
    /// <param name="alignment">Q, (B, E, E′).</param>
    /// <param name="firstPresence">q, 0 or 1, (B, E).</param>
    /// <param name="secondPresence">q′, 0 or 1, (B, E′).</param>
    /// <param name="deletion">What it costs to delete.</param>
    /// <param name="insertion">What it costs to insert.</param>
    /// <returns>A number for each pair of sets, (B).</returns>
    /// <exception cref="ArgumentException">The kind is not a member of the enumeration.</exception>
    public static Tensor Of(
        SetDivergenceKind kind, Tensor first, Tensor second, Tensor alignment, Tensor firstPresence, Tensor secondPresence, double deletion, double insertion)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        ArgumentNullException.ThrowIfNull(alignment);
        ArgumentNullException.ThrowIfNull(firstPresence);
        ArgumentNullException.ThrowIfNull(secondPresence);
        var (rows, columns) = (firstPresence.unsqueeze(2), secondPresence.unsqueeze(1)); // (B, E, 1), (B, 1, E')
        return kind switch
        {
            SetDivergenceKind.AlignDiff => PositiveParts(first.sub(alignment.matmul(second)), deletion, insertion).sum([1, 2]),
            SetDivergenceKind.DiffAlign => Subtracted(first, second, deletion, insertion).mul(alignment).sum([1, 2]),
            SetDivergenceKind.XorDiffAlign => Subtracted(first, second, deletion, insertion).mul(alignment).mul(rows.sub(columns).abs()).sum([1, 2]),
            SetDivergenceKind.Max => maximum(first, alignment.matmul(second)).sum([1, 2]).mul(deletion + insertion).sub(Sizes(firstPresence, secondPresence, deletion, insertion)),
            SetDivergenceKind.MaxOr => maximum(first.unsqueeze(2), second.unsqueeze(1)).sum(3).mul(alignment).mul(maximum(rows, columns)).sum([1, 2]).mul(deletion + insertion)
                .sub(Sizes(firstPresence, secondPresence, deletion, insertion)),
            _ => throw new ArgumentException($"There is no set divergence {kind}.", nameof(kind)),
        };
    }

    /// <summary>What remains of both sides for each e and e′, (B, E, E′).</summary>
    private static Tensor Subtracted(Tensor first, Tensor second, double deletion, double insertion) =>
        PositiveParts(first.unsqueeze(2).sub(second.unsqueeze(1)), deletion, insertion).sum(3);

    private static Tensor PositiveParts(Tensor difference, double deletion, double insertion) =>
        nn.functional.relu(difference).mul(deletion).add(nn.functional.relu(difference.neg()).mul(insertion));

    private static Tensor Sizes(Tensor firstPresence, Tensor secondPresence, double deletion, double insertion) =>
        secondPresence.sum(1).mul(deletion).add(firstPresence.sum(1).mul(insertion));
}
