namespace ResearchKit.Permutations;

/// <summary>Arithmetic on nested axes: their length, the single permutation of all positions that they stand for, and back.</summary>
internal static class AxisLayout
{
    /// <summary>The number of positions of an axis.</summary>
    public static long Length(AxisPermutation axis, IReadOnlyDictionary<string, int> groups) => (axis.Group.Length, axis.Inner.Count) switch
    {
        ( > 0, _) => (long)groups[axis.Group] * axis.BlockSize,
        (_, > 0) => axis.Inner.Sum(section => Length(section, groups)),
        _ => axis.BlockSize,
    };

    /// <summary>The source of every position: <c>new[i] = old[result[i]]</c>.</summary>
    public static int[] ToPositions(AxisPermutation axis, IReadOnlyDictionary<string, int> groups, Func<string, Permutation> permutation)
    {
        var positions = new int[Length(axis, groups)];
        Fill(axis, groups, permutation, positions, 0);
        return positions;
    }

    /// <summary>Reads the permutation of every group off the sources of positions, which must be of the form that the axis allows.</summary>
    public static void FromPositions(AxisPermutation axis, IReadOnlyDictionary<string, int> groups, ReadOnlySpan<int> positions, IDictionary<string, Permutation> permutations) =>
        Read(axis, groups, positions, 0, permutations);

    /// <summary>Replaces groups that are not kept by fixed order; null where nothing moves any more.</summary>
    public static AxisPermutation? Keep(AxisPermutation axis, IReadOnlyDictionary<string, int> groups, Func<string, bool> keep)
    {
        var inner = axis.Inner.Select(part => Keep(part, groups, keep)).ToArray();
        var moves = Array.Exists(inner, part => part is not null);
        AxisPermutation[] parts = [.. inner.Select((part, i) => part ?? AxisPermutation.Fixed((int)Length(axis.Inner[i], groups)))];
        if (axis.Group.Length > 0 && keep(axis.Group))
        {
            return axis with { Inner = moves ? parts : [] };
        }

        return moves ? AxisPermutation.Sections(parts) : null;
    }

    private static void Fill(AxisPermutation axis, IReadOnlyDictionary<string, int> groups, Func<string, Permutation> permutation, Span<int> positions, int offset)
    {
        if (axis.Group.Length == 0)
        {
            FillSections(axis, groups, permutation, positions, offset);
            return;
        }

        var blocks = permutation(axis.Group);
        for (var i = 0; i < blocks.Length; i++)
        {
            var block = positions.Slice(i * axis.BlockSize, axis.BlockSize);
            var source = offset + (blocks[i] * axis.BlockSize);
            if (axis.Inner.Count > 0)
            {
                Fill(axis.Inner[i], groups, permutation, block, source);
            }
            else
            {
                Count(block, source);
            }
        }
    }

    private static void FillSections(AxisPermutation axis, IReadOnlyDictionary<string, int> groups, Func<string, Permutation> permutation, Span<int> positions, int offset)
    {
        if (axis.Inner.Count == 0)
        {
            Count(positions, offset);
            return;
        }

        var first = 0;
        foreach (var section in axis.Inner)
        {
            var length = (int)Length(section, groups);
            Fill(section, groups, permutation, positions.Slice(first, length), offset + first);
            first += length;
        }
    }

    private static void Read(AxisPermutation axis, IReadOnlyDictionary<string, int> groups, ReadOnlySpan<int> positions, int offset, IDictionary<string, Permutation> permutations)
    {
        if (axis.Group.Length == 0)
        {
            var first = 0;
            foreach (var section in axis.Inner)
            {
                var length = (int)Length(section, groups);
                Read(section, groups, positions.Slice(first, length), offset + first, permutations);
                first += length;
            }

            return;
        }

        var blocks = new int[groups[axis.Group]];
        for (var i = 0; i < blocks.Length; i++)
        {
            var block = positions.Slice(i * axis.BlockSize, axis.BlockSize);
            var least = int.MaxValue;
            foreach (var position in block)
            {
                least = Math.Min(least, position);
            }

            blocks[i] = (least - offset) / axis.BlockSize;
            if (axis.Inner.Count > 0)
            {
                Read(axis.Inner[i], groups, block, offset + (blocks[i] * axis.BlockSize), permutations);
            }
        }

        permutations[axis.Group] = new Permutation(blocks);
    }

    private static void Count(Span<int> positions, int first)
    {
        for (var i = 0; i < positions.Length; i++)
        {
            positions[i] = first + i;
        }
    }
}
