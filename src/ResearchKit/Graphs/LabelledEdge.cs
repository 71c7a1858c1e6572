namespace ResearchKit.Graphs;

/// <summary>An edge between two nodes, with what it carries.</summary>
/// <remarks>Immutable; <c>default</c> is a loop at node 0 without label. In an undirected graph the smaller node is the source.</remarks>
public readonly record struct LabelledEdge
{
    private readonly GraphLabel? _label;

    /// <summary>Makes an edge.</summary>
    /// <param name="source">The node that it starts at.</param>
    /// <param name="target">The node that it ends at; the same for a loop.</param>
    /// <param name="label">What it carries; nothing by default.</param>
    public LabelledEdge(int source, int target, GraphLabel? label = null) => (Source, Target, _label) = (source, target, label);

    /// <summary>The node that it starts at.</summary>
    public int Source { get; }

    /// <summary>The node that it ends at.</summary>
    public int Target { get; }

    /// <summary>What it carries.</summary>
    public GraphLabel Label => _label ?? GraphLabel.None;

    /// <summary>Whether it starts and ends at the same node.</summary>
    public bool IsLoop => Source == Target;

    /// <summary>Equal ends and equal labels; no label and the empty label are the same.</summary>
    /// <param name="other">The other edge.</param>
    /// <returns>Whether they are equal.</returns>
    public bool Equals(LabelledEdge other) => Source == other.Source && Target == other.Target && Label.Equals(other.Label);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Source, Target, Label);

    /// <inheritdoc/>
    public override string ToString() => Label.Attributes.Count == 0 ? $"{Source}-{Target}" : $"{Source}-{Target} [{Label}]";
}
