namespace ResearchKit.Permutations;

/// <content>Axes with blocks inside blocks: attention heads.</content>
public sealed partial class PermutationSpec
{
    /// <summary>Whether an axis has permutations inside blocks, or sections, as attention heads have.</summary>
    public bool IsNested => NestedAxes.Count > 0;

    /// <summary>The different nested axes, in the order of the tensors.</summary>
    internal IReadOnlyList<AxisPermutation> NestedAxes => field ??= [.. _axes.Values.SelectMany(axes => axes).OfType<AxisPermutation>().Where(axis => axis.IsNested).Distinct()];

    /// <summary>The same spec with some groups only: the axes of the others keep their order.</summary>
    /// <remarks>For example <c>spec.Restrict(group => group.Contains(".mlp."))</c> for the feed-forward layers of a transformer alone.</remarks>
    /// <param name="keep">Whether a group is kept.</param>
    /// <returns>A spec of the same tensors.</returns>
    public PermutationSpec Restrict(Func<string, bool> keep)
    {
        ArgumentNullException.ThrowIfNull(keep);
        return new PermutationSpec(
            _groups.Where(pair => keep(pair.Key)),
            _axes.Select(pair => KeyValuePair.Create<string, IReadOnlyList<AxisPermutation?>>(
                pair.Key, [.. pair.Value.Select(axis => axis is null ? null : AxisLayout.Keep(axis, _groups, keep))])),
            _statistics);
    }

    /// <summary>The same spec without groups that stand inside blocks or sections, for methods that know plain axes only.</summary>
    /// <remarks>Of a transformer with separate query, key and value projections, heads still move as whole blocks; with one fused projection they keep their order.</remarks>
    /// <returns>A spec that is not nested; this one where it is not.</returns>
    public PermutationSpec WithoutNesting()
    {
        if (!IsNested)
        {
            return this;
        }

        var inner = NestedAxes.SelectMany(axis => axis.Inner.SelectMany(part => part.Groups)).ToHashSet();
        return Restrict(group => !inner.Contains(group));
    }

    /// <summary>Refuses a nested spec for a method that knows plain axes only.</summary>
    internal void ThrowIfNested(string method)
    {
        if (IsNested)
        {
            throw new ArgumentException(
                $"The spec permutes units inside attention heads ({NestedAxes[0]}), which {method} does not know; use spec.WithoutNesting(), or weight or activation matching.");
        }
    }

    private static int BlockSizeOf(AxisPermutation axis, string group) =>
        axis.Group == group ? axis.BlockSize : axis.Inner.Select(part => BlockSizeOf(part, group)).FirstOrDefault(size => size > 0);

    private static void ThrowIfBad(AxisPermutation entry, int axis, string tensor, Dictionary<string, int> groups)
    {
        if (entry.BlockSize < 1)
        {
            throw new ArgumentException($"Axis {axis} of '{tensor}' has block size {entry.BlockSize}; it must be at least 1.", nameof(axis));
        }

        if (entry.Group.Length > 0 && entry.IsNested)
        {
            if (entry.Inner.Count != groups[entry.Group])
            {
                throw new ArgumentException($"Axis {axis} of '{tensor}' describes the inside of {entry.Inner.Count} blocks; group '{entry.Group}' has {groups[entry.Group]}.", nameof(axis));
            }

            var odd = entry.Inner.FirstOrDefault(part => !SameForm(part, entry.Inner[0], groups) || AxisLayout.Length(part, groups) != entry.BlockSize);
            if (odd is not null)
            {
                throw new ArgumentException($"Axis {axis} of '{tensor}' has blocks of {entry.BlockSize} positions with different insides ({entry.Inner[0]} and {odd}); blocks that change places must be alike.", nameof(axis));
            }
        }

        foreach (var part in entry.Inner)
        {
            if (entry.Group.Length > 0 && part.Groups.Contains(entry.Group))
            {
                throw new ArgumentException($"Axis {axis} of '{tensor}' has group '{entry.Group}' inside one of its own blocks.", nameof(axis));
            }

            ThrowIfBad(part, axis, tensor, groups);
        }
    }

    private static bool SameForm(AxisPermutation a, AxisPermutation b, Dictionary<string, int> groups) =>
        a.BlockSize == b.BlockSize
        && a.Inner.Count == b.Inner.Count
        && (a.Group.Length == 0) == (b.Group.Length == 0)
        && (a.Group.Length == 0 || groups[a.Group] == groups[b.Group])
        && a.Inner.Zip(b.Inner).All(pair => SameForm(pair.First, pair.Second, groups));
}
