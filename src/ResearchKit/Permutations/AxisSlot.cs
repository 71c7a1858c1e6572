namespace ResearchKit.Permutations;

/// <summary>An axis of a tensor while a spec is being built.</summary>
/// <param name="Group">The group that moves its blocks, or null.</param>
/// <param name="Extent">The number of positions; not looked at where nothing moves.</param>
internal sealed record AxisSlot(ChannelGroup? Group, int Extent)
{
    /// <summary>For each block (or, without a group, each section) what moves inside it.</summary>
    public IReadOnlyList<AxisSlot> Inner { get; init; } = [];

    /// <summary>The finished entry; null where nothing moves. Groups of one block are left out.</summary>
    public AxisPermutation? Build()
    {
        var inner = Inner.Select(part => part.Build()).ToArray();
        var moves = Array.Exists(inner, part => part is not null);
        AxisPermutation[] parts = moves ? [.. inner.Select((part, i) => part ?? AxisPermutation.Fixed(Inner[i].Extent))] : [];
        if (Group?.Root is { Size: > 1 } root)
        {
            return new AxisPermutation(root.Name, Extent / root.Size) { Inner = parts };
        }

        return parts.Length switch { 0 => null, 1 => parts[0], _ => AxisPermutation.Sections(parts) };
    }
}
