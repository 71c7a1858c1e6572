namespace ResearchKit.Experts;

/// <summary>A partition of the experts of a layer into groups, each with a representative.</summary>
public sealed class ExpertGroups
{
    /// <summary>Makes a partition.</summary>
    /// <param name="groupOf">For each expert the number of its group, from 0; every group has a member.</param>
    /// <param name="representatives">For each group the expert that stands for it; null for its first member.</param>
    /// <exception cref="ArgumentException">A group is empty, or a representative is not a member of its group.</exception>
    public ExpertGroups(IReadOnlyList<int> groupOf, IReadOnlyList<int>? representatives = null)
    {
        ArgumentNullException.ThrowIfNull(groupOf);
        var count = groupOf.Count == 0 ? throw new ArgumentException("there are no experts to group", nameof(groupOf)) : groupOf.Max() + 1;
        ExpertGuard.RequireIndices(groupOf, groupOf.Count, count, nameof(groupOf));
        var members = Enumerable.Range(0, count).Select(_ => new List<int>()).ToArray();
        for (var e = 0; e < groupOf.Count; e++)
        {
            members[groupOf[e]].Add(e);
        }

        if (Array.FindIndex(members, group => group.Count == 0) is var empty and >= 0)
        {
            throw new ArgumentException($"group {empty} of {count} has no expert", nameof(groupOf));
        }

        Representatives = [.. representatives ?? members.Select(group => group[0])];
        ExpertGuard.RequireIndices(Representatives, count, groupOf.Count, nameof(representatives));
        for (var g = 0; g < count; g++)
        {
            if (groupOf[Representatives[g]] != g)
            {
                throw new ArgumentException($"expert {Representatives[g]} represents group {g} but belongs to group {groupOf[Representatives[g]]}", nameof(representatives));
            }
        }

        GroupOf = [.. groupOf];
        Members = members;
    }

    /// <summary>For each expert the number of its group: where the router's slots point after merging.</summary>
    public IReadOnlyList<int> GroupOf { get; }

    /// <summary>For each group its representative: the dominant expert.</summary>
    public IReadOnlyList<int> Representatives { get; }

    /// <summary>For each group its experts in rising order.</summary>
    public IReadOnlyList<IReadOnlyList<int>> Members { get; }

    /// <summary>The number of groups.</summary>
    public int Count => Members.Count;

    /// <summary>For each expert the representative of its group.</summary>
    public IReadOnlyList<int> RepresentativeOf => [.. GroupOf.Select(group => Representatives[group])];

    /// <summary>Puts every other expert into the group of the dominant expert that it is most similar to.</summary>
    /// <param name="similarity">Similarities, (E, E); larger is more alike. Ties go to the dominant that is named first.</param>
    /// <param name="dominants">The dominant experts; group g forms around the g-th.</param>
    /// <param name="capacity">The most members a group may have; full groups are passed over, the experts with the most to lose choosing first. 0 for no limit, as in the paper.</param>
    /// <returns>The groups.</returns>
    /// <exception cref="ArgumentException">The matrix is not square or has NaN, a dominant is out of range or named twice, or the capacity is too small.</exception>
    public static ExpertGroups Around(double[,] similarity, IReadOnlyList<int> dominants, int capacity = 0)
    {
        ArgumentNullException.ThrowIfNull(similarity);
        ArgumentNullException.ThrowIfNull(dominants);
        var n = similarity.GetLength(0);
        if (similarity.GetLength(1) != n || similarity.Cast<double>().Any(double.IsNaN))
        {
            throw new ArgumentException($"the similarities are {n} x {similarity.GetLength(1)}{(similarity.GetLength(1) == n ? " with NaN" : "")}; expected a square matrix of numbers", nameof(similarity));
        }

        ExpertGuard.RequireIndices(dominants, dominants.Count, n, nameof(dominants));
        if (dominants.Count == 0 || dominants.Distinct().Count() != dominants.Count || (capacity > 0 && (long)capacity * dominants.Count < n))
        {
            throw new ArgumentException($"dominant experts [{string.Join(", ", dominants)}] with capacity {capacity} cannot take {n} experts; expected at least one, each once, with room for all", nameof(dominants));
        }

        var groupOf = new int[n];
        var size = new int[dominants.Count];
        Array.Fill(groupOf, -1);
        for (var g = 0; g < dominants.Count; g++)
        {
            groupOf[dominants[g]] = g;
            size[g] = 1;
        }

        var best = Enumerable.Range(0, n).Where(e => groupOf[e] < 0).OrderByDescending(e => dominants.Max(dominant => similarity[e, dominant])).ThenBy(e => e);
        foreach (var e in best.ToArray())
        {
            var group = Enumerable.Range(0, dominants.Count).Where(g => capacity == 0 || size[g] < capacity).MaxBy(g => similarity[e, dominants[g]]);
            groupOf[e] = group;
            size[group]++;
        }

        return new ExpertGroups(groupOf, dominants);
    }

    /// <summary>Draws groups at random: each gets one expert, every other expert joins any group with equal chance.</summary>
    /// <remarks>So groups differ in size, as in the code of the baselines of Li et al., Merge, Then Compress, 2024. Equal groups would be an easier setting for these baselines than theirs.</remarks>
    /// <param name="experts">The number of experts.</param>
    /// <param name="groups">The number of groups, from 1 to <paramref name="experts"/>.</param>
    /// <param name="seed">The seed.</param>
    /// <returns>The groups; each is represented by its first member in the shuffled order.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The number of groups is out of range.</exception>
    public static ExpertGroups Random(int experts, int groups, Seed seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(groups, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(groups, experts);
        var order = Permutations.Permutation.Random(experts, seed.For("groups"));
        var random = seed.For("members").ToRandom();
        var groupOf = new int[experts];
        for (var i = 0; i < experts; i++)
        {
            groupOf[order[i]] = i < groups ? i : random.Next(groups);
        }

        return new ExpertGroups(groupOf, [.. Enumerable.Range(0, groups).Select(g => order[g])]);
    }

    /// <summary>The share of experts that carry the label most frequent in their group: 1 when every group is of one kind.</summary>
    /// <param name="labels">A label for each expert, for example the family it was made from.</param>
    /// <returns>A share from 0 to 1.</returns>
    /// <exception cref="ArgumentException">The number of labels differs from the number of experts.</exception>
    public double Purity(IReadOnlyList<int> labels)
    {
        ArgumentNullException.ThrowIfNull(labels);
        return labels.Count == GroupOf.Count
            ? Members.Sum(group => group.GroupBy(e => labels[e]).Max(same => same.Count())) / (double)GroupOf.Count
            : throw new ArgumentException($"there are {labels.Count} labels for {GroupOf.Count} experts", nameof(labels));
    }
}
