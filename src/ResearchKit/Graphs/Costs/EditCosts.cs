using System.Globalization;

namespace ResearchKit.Graphs;

/// <summary>Six constant costs; substitution is free between equal labels.</summary>
/// <remarks>Immutable and thread safe. The four costs of GraphEdX are <see cref="Create(double, double, double, double, double, double)"/> in the order nd, ni, ed, ei.</remarks>
public sealed record EditCosts : IEditCosts
{
    /// <summary>Every operation costs 1.</summary>
    public static EditCosts Uniform { get; } = new();

    /// <summary>The cost of deleting a node (nd).</summary>
    public double NodeDeletion { get; init; } = 1;

    /// <summary>The cost of inserting a node (ni).</summary>
    public double NodeInsertion { get; init; } = 1;

    /// <summary>The cost of changing a node's label (ns).</summary>
    public double NodeSubstitution { get; init; } = 1;

    /// <summary>The cost of deleting an edge (ed).</summary>
    public double EdgeDeletion { get; init; } = 1;

    /// <summary>The cost of inserting an edge (ei).</summary>
    public double EdgeInsertion { get; init; } = 1;

    /// <summary>The cost of changing an edge's label (es).</summary>
    public double EdgeSubstitution { get; init; } = 1;

    /// <summary>Makes the four general costs, with substitutions beside.</summary>
    /// <param name="nodeDeletion">nd.</param>
    /// <param name="nodeInsertion">ni.</param>
    /// <param name="edgeDeletion">ed.</param>
    /// <param name="edgeInsertion">ei.</param>
    /// <param name="nodeSubstitution">ns, between different labels.</param>
    /// <param name="edgeSubstitution">es, between different labels.</param>
    /// <returns>The costs.</returns>
    public static EditCosts Create(
        double nodeDeletion, double nodeInsertion, double edgeDeletion, double edgeInsertion, double nodeSubstitution = 1, double edgeSubstitution = 1) => new()
        {
            NodeDeletion = nodeDeletion,
            NodeInsertion = nodeInsertion,
            EdgeDeletion = edgeDeletion,
            EdgeInsertion = edgeInsertion,
            NodeSubstitution = nodeSubstitution,
            EdgeSubstitution = edgeSubstitution,
        };

    /// <summary>Reads costs as people write them: <c>uniform</c>, or <c>nd,ni,ed,ei</c>, or <c>nd,ni,ed,ei,ns,es</c>.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The costs.</returns>
    /// <exception cref="ArgumentException">The text is none of these, or a cost is negative or not finite.</exception>
    public static EditCosts Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Trim().Equals("uniform", StringComparison.OrdinalIgnoreCase))
        {
            return Uniform;
        }

        var parts = text.Split(',', StringSplitOptions.TrimEntries);
        var values = new double[parts.Length];
        for (var k = 0; k < parts.Length; k++)
        {
            if (!double.TryParse(parts[k], NumberStyles.Float, CultureInfo.InvariantCulture, out values[k]) || !double.IsFinite(values[k]) || values[k] < 0)
            {
                throw new ArgumentException($"The costs '{text}' have '{parts[k]}' in place {k + 1}; expected a number of at least 0.", nameof(text));
            }
        }

        return values switch
        {
            [var nd, var ni, var ed, var ei] => Create(nd, ni, ed, ei),
            [var nd, var ni, var ed, var ei, var ns, var es] => Create(nd, ni, ed, ei, ns, es),
            _ => throw new ArgumentException($"The costs '{text}' have {parts.Length} numbers; expected 'uniform', nd,ni,ed,ei or nd,ni,ed,ei,ns,es.", nameof(text)),
        };
    }

    /// <inheritdoc/>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{NodeDeletion:R},{NodeInsertion:R},{EdgeDeletion:R},{EdgeInsertion:R},{NodeSubstitution:R},{EdgeSubstitution:R}");

    double IEditCosts.NodeDeletion(GraphLabel label) => NodeDeletion;

    double IEditCosts.NodeInsertion(GraphLabel label) => NodeInsertion;

    double IEditCosts.NodeSubstitution(GraphLabel source, GraphLabel target) => source.Equals(target) ? 0 : NodeSubstitution;

    double IEditCosts.EdgeDeletion(GraphLabel label) => EdgeDeletion;

    double IEditCosts.EdgeInsertion(GraphLabel label) => EdgeInsertion;

    double IEditCosts.EdgeSubstitution(GraphLabel source, GraphLabel target) => source.Equals(target) ? 0 : EdgeSubstitution;
}
