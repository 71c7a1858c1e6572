namespace ResearchKit.Graphs;

/// <summary>Which node of a second graph each node of a first one becomes; the others are deleted, or inserted.</summary>
/// <remarks>Immutable and thread safe; a partial one-to-one map. Two maps are equal when they send every node to the same place.</remarks>
public sealed class NodeMap : IEquatable<NodeMap>
{
    private readonly int[] _targetOfSource;
    private readonly int[] _sourceOfTarget;

    /// <summary>Makes a map.</summary>
    /// <param name="targetOfSource">For each node of the first graph its node in the second, or −1 for a deleted one.</param>
    /// <param name="targets">Number of nodes of the second graph.</param>
    /// <exception cref="ArgumentException">A place is out of range or taken twice.</exception>
    public NodeMap(ReadOnlySpan<int> targetOfSource, int targets)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(targets);
        _targetOfSource = targetOfSource.ToArray();
        _sourceOfTarget = new int[targets];
        Array.Fill(_sourceOfTarget, -1);
        for (var i = 0; i < _targetOfSource.Length; i++)
        {
            var k = _targetOfSource[i];
            if (k < -1 || k >= targets)
            {
                throw new ArgumentException($"Node {i} maps to {k}; expected 0 to {targets - 1}, or -1 for a deleted node.", nameof(targetOfSource));
            }

            if (k >= 0 && _sourceOfTarget[k] >= 0)
            {
                throw new ArgumentException($"Nodes {_sourceOfTarget[k]} and {i} both map to {k}; expected a one-to-one map.", nameof(targetOfSource));
            }

            if (k >= 0)
            {
                _sourceOfTarget[k] = i;
            }
        }
    }

    /// <summary>Number of nodes of the first graph.</summary>
    public int SourceCount => _targetOfSource.Length;

    /// <summary>Number of nodes of the second graph.</summary>
    public int TargetCount => _sourceOfTarget.Length;

    /// <summary>For each node of the first graph its node in the second, −1 for a deleted one.</summary>
    public ReadOnlySpan<int> TargetOfSource => _targetOfSource;

    /// <summary>For each node of the second graph its node in the first, −1 for an inserted one.</summary>
    public ReadOnlySpan<int> SourceOfTarget => _sourceOfTarget;

    /// <summary>The node that a node becomes.</summary>
    /// <param name="source">A node of the first graph.</param>
    /// <returns>Its node in the second, −1 for a deleted one.</returns>
    public int this[int source] => _targetOfSource[source];

    /// <summary>The map of the way back.</summary>
    /// <returns>Deleted and inserted nodes changed over.</returns>
    public NodeMap Inverse() => new(_sourceOfTarget, SourceCount);

    /// <inheritdoc/>
    public bool Equals(NodeMap? other) => other is not null && TargetCount == other.TargetCount && _targetOfSource.AsSpan().SequenceEqual(other._targetOfSource);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as NodeMap);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        hash.Add(TargetCount);
        foreach (var target in _targetOfSource)
        {
            hash.Add(target);
        }

        return hash.ToHashCode();
    }

    /// <inheritdoc/>
    public override string ToString() => "[" + string.Join(", ", _targetOfSource.Select(k => k < 0 ? "-" : k.ToString(System.Globalization.CultureInfo.InvariantCulture))) + $"] of {TargetCount}";
}
