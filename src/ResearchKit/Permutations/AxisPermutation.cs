namespace ResearchKit.Permutations;

/// <summary>Which permutation group moves an axis of a tensor, in blocks of how many positions, and what moves inside the blocks.</summary>
/// <remarks>
/// <para>A channel axis is a group with blocks of one position. The rows of a query projection are a group of heads with blocks of one head; inside the block of each head a
/// group of its own permutes the head's units. Inner permutations belong to a place and act first, then whole blocks move: with head permutation p and
/// unit permutations q_i of the places, <c>new[i, k] = old[p[i], q_i[k]]</c>.</para>
/// <para>An axis of several sections (query, key and value rows in one matrix) is made with <see cref="Sections"/>. Two entries are equal when all their parts are.</para>
/// </remarks>
/// <param name="Group">The name of the permutation group; empty where the blocks keep their order.</param>
/// <param name="BlockSize">
/// The number of neighbouring positions that move as one: 1 for a channel axis, H*W for the input of a linear layer behind a channel-major flatten.
/// </param>
public sealed record AxisPermutation(string Group, int BlockSize = 1)
{
    /// <summary>For each block in order what permutes the positions inside it; empty where nothing does.</summary>
    public IReadOnlyList<AxisPermutation> Inner { get; init; } = [];

    /// <summary>Whether the axis is more than a group of blocks: positions inside blocks move too, or sections stand side by side.</summary>
    public bool IsNested => Inner.Count > 0;

    /// <summary>The names of all groups that move the axis, outermost first, each once.</summary>
    public IEnumerable<string> Groups => (Group.Length > 0 ? [Group] : Enumerable.Empty<string>()).Concat(Inner.SelectMany(inner => inner.Groups)).Distinct();

    /// <summary>Makes positions that keep their order, as a section or the inside of a block.</summary>
    /// <param name="positions">How many.</param>
    /// <returns>An entry without a group.</returns>
    public static AxisPermutation Fixed(int positions) => new(string.Empty, positions);

    /// <summary>Makes an axis of sections that keep their order, each with permutations of its own.</summary>
    /// <param name="sections">The sections in order.</param>
    /// <returns>An entry without a group of its own.</returns>
    /// <exception cref="ArgumentException">There is no section.</exception>
    public static AxisPermutation Sections(params IReadOnlyList<AxisPermutation> sections)
    {
        ArgumentNullException.ThrowIfNull(sections);
        return sections.Count > 0
            ? new AxisPermutation(string.Empty) { Inner = [.. sections] }
            : throw new ArgumentException("An axis of sections needs at least one.", nameof(sections));
    }

    /// <inheritdoc/>
    public bool Equals(AxisPermutation? other) =>
        other is not null && Group == other.Group && BlockSize == other.BlockSize && Inner.SequenceEqual(other.Inner);

    /// <inheritdoc/>
    public override int GetHashCode() => Inner.Aggregate(HashCode.Combine(Group, BlockSize), HashCode.Combine);

    /// <summary>The group, its blocks and, in brackets, what moves inside them.</summary>
    /// <returns>For example <c>attn.heads x 16 [attn.head0.qk, attn.head1.qk]</c>.</returns>
    public override string ToString()
    {
        var inner = Inner.Count > 0 ? $"[{string.Join(", ", Inner)}]" : string.Empty;
        return Group.Length == 0
            ? Inner.Count > 0 ? inner : $"- x {BlockSize}"
            : $"{Group}{(BlockSize == 1 ? string.Empty : $" x {BlockSize}")}{(Inner.Count > 0 ? " " : string.Empty)}{inner}";
    }
}
