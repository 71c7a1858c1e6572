using ResearchKit.Assignment;

namespace ResearchKit.Merging.PartialMatching;

/// <summary>Pairs the units of networks whose groups may have different widths; a unit without a partner goes on alone at a cost.</summary>
/// <remarks>
/// <para>In each group: minimise Σ −score(a, b) over pairs + τ · (units without a partner). This is the error-correcting assignment of graph edit distance
/// (<see cref="ErrorCorrectingAssignment"/>) with units in place of nodes: substitution is merging, deletion leaves a unit of A alone, insertion one of B. A pair is made only where its distance is at
/// most 2 τ, so that a small τ keeps everything separate and a large one merges every unit of the narrower network.</para>
/// <para>The least distance of k pairs is convex in k, so that every number of pairs is optimal for some τ: <see cref="ForWidths"/> finds it. Unlike <see cref="UnitMatch.Keep"/>, which takes the best of
/// a complete matching, the pairs are chosen anew for each width. Our extension of Nasery et al., PLeaS, 2024, whose networks have equal widths.</para>
/// </remarks>
public static class WidthMatching
{
    private const int Halvings = 80;

    /// <summary>Pairs units where that is cheaper than leaving both alone.</summary>
    /// <param name="pair">The networks.</param>
    /// <param name="scores">Their scores by group, for example of <see cref="ActivationScores"/>; −score is the cost of a pair.</param>
    /// <param name="unmatchedCost">The cost τ of a unit without a partner, in the unit of the scores; infinite to give every unit of the narrower network a partner.</param>
    /// <returns>The partial alignment of least cost.</returns>
    /// <exception cref="ArgumentException">A group has no scores of its size, or τ is NaN or −∞.</exception>
    public static PartialAlignment Match(NetworkPair pair, IReadOnlyDictionary<string, ScoreMatrix> scores, double unmatchedCost)
    {
        ArgumentNullException.ThrowIfNull(pair);
        ArgumentNullException.ThrowIfNull(scores);
        if (double.IsNaN(unmatchedCost) || double.IsNegativeInfinity(unmatchedCost))
        {
            throw new ArgumentException(FormattableString.Invariant($"The cost of a unit without a partner is {unmatchedCost}; expected a number, or infinity."), nameof(unmatchedCost));
        }

        return new PartialAlignment(pair.ReferenceSpec.Groups.Keys.Select(group =>
        {
            var matrix = Scores(pair, scores, group);
            return KeyValuePair.Create(group, Solve(matrix, double.IsFinite(unmatchedCost) ? unmatchedCost : Dearest(matrix)));
        }));
    }

    /// <summary>Pairs as many units as each group needs to have the given width, at the least cost.</summary>
    /// <param name="pair">The networks.</param>
    /// <param name="scores">Their scores by group.</param>
    /// <param name="widths">The width of each merged group, from that of the wider network to the sum of both; groups left out are as wide as the wider network.</param>
    /// <returns>The partial alignment.</returns>
    /// <remarks>Where several numbers of pairs cost the same, the pairs of lowest score are let go.</remarks>
    /// <exception cref="ArgumentException">A group has no scores of its size or is unknown, or a width is out of range.</exception>
    public static PartialAlignment ForWidths(NetworkPair pair, IReadOnlyDictionary<string, ScoreMatrix> scores, IReadOnlyDictionary<string, int> widths)
    {
        ArgumentNullException.ThrowIfNull(pair);
        ArgumentNullException.ThrowIfNull(scores);
        ArgumentNullException.ThrowIfNull(widths);
        var unknown = widths.Keys.FirstOrDefault(group => !pair.ReferenceSpec.Groups.ContainsKey(group));
        if (unknown is not null)
        {
            throw new ArgumentException($"There is no permutation group '{unknown}'; the groups are {string.Join(", ", pair.ReferenceSpec.Groups.Keys)}.", nameof(widths));
        }

        return new PartialAlignment(pair.ReferenceSpec.Groups.Keys.Select(group =>
        {
            var matrix = Scores(pair, scores, group);
            var least = Math.Max(matrix.Rows, matrix.Columns);
            var width = widths.GetValueOrDefault(group, least);
            return width >= least && width <= matrix.Rows + matrix.Columns
                ? KeyValuePair.Create(group, WithPairs(matrix, matrix.Rows + matrix.Columns - width))
                : throw new ArgumentException($"Group '{group}' of {matrix.Rows} and {matrix.Columns} units cannot have width {width}; expected {least} to {matrix.Rows + matrix.Columns}.", nameof(widths));
        }));
    }

    private static PartialGroup WithPairs(ScoreMatrix matrix, int pairs)
    {
        if (pairs == 0)
        {
            return PartialGroup.Separate(matrix.Rows, matrix.Columns);
        }

        var (low, high) = (-Dearest(matrix), Dearest(matrix));
        var best = Solve(matrix, high);
        for (var i = 0; i < Halvings && best.MergedA.Length > pairs; i++)
        {
            var middle = (low + high) / 2;
            var group = Solve(matrix, middle);
            if (group.MergedA.Length >= pairs)
            {
                (best, high) = (group, middle);
            }
            else
            {
                low = middle;
            }
        }

        var found = best.MergedA.ToArray().Zip(best.MergedB.ToArray(), (a, b) => (a, b));
        return new PartialGroup(matrix.Rows, matrix.Columns, found.OrderByDescending(unit => matrix[unit.a, unit.b]).ThenBy(unit => unit.a).Take(pairs));
    }

    private static PartialGroup Solve(ScoreMatrix matrix, double unmatchedCost)
    {
        var result = ErrorCorrectingAssignment.Solve(
            Array.ConvertAll(matrix.Values, score => -score),
            Enumerable.Repeat(unmatchedCost, matrix.Rows).ToArray(),
            Enumerable.Repeat(unmatchedCost, matrix.Columns).ToArray());
        return new PartialGroup(matrix.Rows, matrix.Columns, result.ColumnOfRow.Select((b, a) => (a, b)).Where(unit => unit.b >= 0));
    }

    // Above this leaving two units alone costs more than any pair.
    private static double Dearest(ScoreMatrix matrix) => 1 + matrix.Values.Max(Math.Abs);

    private static ScoreMatrix Scores(NetworkPair pair, IReadOnlyDictionary<string, ScoreMatrix> scores, string group) =>
        UnitMatching.ScoresOf(scores, group, pair.ReferenceSpec.Groups[group], pair.CandidateSpec.Groups[group]);
}
