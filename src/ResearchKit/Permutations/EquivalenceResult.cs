namespace ResearchKit.Permutations;

/// <summary>How much random alignments changed the output of a network.</summary>
/// <param name="MaxDifference">The largest change of an output element over all trials, relative to max(1, largest output element).</param>
/// <param name="Tolerance">The change that is allowed.</param>
/// <param name="Trials">The number of random alignments tried.</param>
/// <param name="BreakingGroups">The groups that change the output by more than the tolerance when only they are permuted; empty when the check holds.</param>
public sealed record EquivalenceResult(double MaxDifference, double Tolerance, int Trials, IReadOnlyList<string> BreakingGroups)
{
    /// <summary>Whether the output stayed within the tolerance; a difference that is not a number does not.</summary>
    public bool Holds => MaxDifference <= Tolerance;

    /// <summary>Returns this result when the check holds.</summary>
    /// <returns>This result.</returns>
    /// <exception cref="ArgumentException">The function changed; the message says by how much and through which groups.</exception>
    public EquivalenceResult ThrowIfChanged() => Holds
        ? this
        : throw new ArgumentException(
            $"The spec is not a symmetry of the network: a random alignment changes the output by {MaxDifference:G3} (relative to its largest element), more than {Tolerance:G3}. " +
            (BreakingGroups.Count > 0
                ? $"Permuting one group alone breaks the function for {string.Join(", ", BreakingGroups.Select(group => $"'{group}'"))}; check the axes of these groups."
                : "No group breaks the function alone; check axes that two groups share."));
}
