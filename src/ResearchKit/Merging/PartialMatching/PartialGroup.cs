namespace ResearchKit.Merging.PartialMatching;

/// <summary>Which units of two networks become one unit in a group, and which stay on their own; the merged order is [merged | A only | B only].</summary>
/// <remarks>Immutable and thread safe. Merged units come in the order of A; the others in the order of their own network.</remarks>
public sealed class PartialGroup : IEquatable<PartialGroup>
{
    private readonly int[] _mergedA;
    private readonly int[] _mergedB;
    private readonly int[] _onlyA;
    private readonly int[] _onlyB;

    /// <summary>Makes a group from its pairs.</summary>
    /// <param name="sizeA">The units of A.</param>
    /// <param name="sizeB">The units of B.</param>
    /// <param name="pairs">The units that become one, in any order.</param>
    /// <exception cref="ArgumentException">A size is below 1, or a unit is out of range or stands in two pairs.</exception>
    public PartialGroup(int sizeA, int sizeB, IEnumerable<(int A, int B)> pairs)
    {
        ArgumentNullException.ThrowIfNull(pairs);
        ArgumentOutOfRangeException.ThrowIfLessThan(sizeA, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(sizeB, 1);
        var sorted = pairs.OrderBy(pair => pair.A).ToArray();
        var (usedA, usedB) = (new bool[sizeA], new bool[sizeB]);
        foreach (var (a, b) in sorted)
        {
            if (a < 0 || a >= sizeA || b < 0 || b >= sizeB || usedA[a] || usedB[b])
            {
                throw new ArgumentException($"The pair ({a}, {b}) is out of range or holds a unit of another pair; there are {sizeA} units of A and {sizeB} of B.", nameof(pairs));
            }

            (usedA[a], usedB[b]) = (true, true);
        }

        (SizeA, SizeB) = (sizeA, sizeB);
        _mergedA = [.. sorted.Select(pair => pair.A)];
        _mergedB = [.. sorted.Select(pair => pair.B)];
        _onlyA = [.. Enumerable.Range(0, sizeA).Where(i => !usedA[i])];
        _onlyB = [.. Enumerable.Range(0, sizeB).Where(j => !usedB[j])];
    }

    /// <summary>The units of A.</summary>
    public int SizeA { get; }

    /// <summary>The units of B.</summary>
    public int SizeB { get; }

    /// <summary>The units of A that have a partner, rising.</summary>
    public ReadOnlySpan<int> MergedA => _mergedA;

    /// <summary>The partner in B of each of <see cref="MergedA"/>.</summary>
    public ReadOnlySpan<int> MergedB => _mergedB;

    /// <summary>The units of A without a partner, rising.</summary>
    public ReadOnlySpan<int> OnlyA => _onlyA;

    /// <summary>The units of B without a partner, rising.</summary>
    public ReadOnlySpan<int> OnlyB => _onlyB;

    /// <summary>The units of the merged group, |A| + |B| − pairs.</summary>
    public int Width => SizeA + SizeB - _mergedA.Length;

    /// <summary>The share ρ of units kept separate, (width − larger size) / smaller size; 0 is fully merged.</summary>
    public double SeparateShare => (double)(Width - Math.Max(SizeA, SizeB)) / Math.Min(SizeA, SizeB);

    /// <summary>Every unit with the unit of the same number.</summary>
    /// <param name="size">The units of both.</param>
    /// <returns>The fully merged group.</returns>
    public static PartialGroup Identity(int size) => new(size, size, Enumerable.Range(0, size).Select(i => (i, i)));

    /// <summary>No unit with any other.</summary>
    /// <param name="sizeA">The units of A.</param>
    /// <param name="sizeB">The units of B.</param>
    /// <returns>The fully separate group.</returns>
    public static PartialGroup Separate(int sizeA, int sizeB) => new(sizeA, sizeB, []);

    /// <inheritdoc/>
    public bool Equals(PartialGroup? other) =>
        other is not null && SizeA == other.SizeA && SizeB == other.SizeB && _mergedA.AsSpan().SequenceEqual(other._mergedA) && _mergedB.AsSpan().SequenceEqual(other._mergedB);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as PartialGroup);

    /// <inheritdoc/>
    public override int GetHashCode() => _mergedB.Aggregate(HashCode.Combine(SizeA, SizeB), HashCode.Combine);

    /// <summary>The numbers of units.</summary>
    /// <returns>One line.</returns>
    public override string ToString() => $"{_mergedA.Length} merged, {_onlyA.Length} of A only, {_onlyB.Length} of B only";
}
