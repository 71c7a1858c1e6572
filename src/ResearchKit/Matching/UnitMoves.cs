namespace ResearchKit.Matching;

/// <summary>The units that a proposal moves: at position <c>Positions[k]</c> unit <c>Before[k]</c> of the candidate gives way to <c>After[k]</c>.</summary>
internal readonly ref struct UnitMoves(ReadOnlySpan<int> positions, ReadOnlySpan<int> before, ReadOnlySpan<int> after)
{
    public ReadOnlySpan<int> Positions { get; } = positions;

    public ReadOnlySpan<int> Before { get; } = before;

    public ReadOnlySpan<int> After { get; } = after;
}
