namespace ResearchKit.Graphs.Neural;

/// <summary>The shape of a GraphEdX network and the variants that its paper compares.</summary>
/// <remarks>The defaults are those of the released run scripts, with XOR-DiffAlign on edges and AlignDiff on nodes as in its README.</remarks>
public sealed record GraphEdXOptions
{
    /// <summary>N: the size to which graphs are padded, at least that of the largest.</summary>
    public int Nodes { get; init; } = 20;

    /// <summary>The node labels that may occur, or null to leave labels out; with labels, <see cref="EditCosts.NodeSubstitution"/> is charged for each mismatch.</summary>
    public IReadOnlyList<GraphLabel>? Labels { get; init; }

    /// <summary>What the operations cost; built into the network, not learned.</summary>
    public EditCosts Costs { get; init; } = EditCosts.Uniform;

    /// <summary>The surrogate for edges.</summary>
    public SetDivergenceKind EdgeDivergence { get; init; } = SetDivergenceKind.XorDiffAlign;

    /// <summary>The surrogate for nodes.</summary>
    public SetDivergenceKind NodeDivergence { get; init; } = SetDivergenceKind.AlignDiff;

    /// <summary>λ: what the node term counts.</summary>
    public double NodeWeight { get; init; } = 1;

    /// <summary>Which operations are scored.</summary>
    public GraphEdXTerms Terms { get; init; } = GraphEdXTerms.NodesAndEdges;

    /// <summary>Whether the alignment of pairs follows from that of nodes; otherwise it is found by a network and a Sinkhorn normalisation of its own.</summary>
    public bool ConsistentAlignment { get; init; } = true;

    /// <summary>The factor of Σ |S − S(P)| in the loss where the alignments are independent; the paper's REG has 0.001.</summary>
    public double ConsistencyPenalty { get; init; }

    /// <summary>Whether pairs of nodes that are no edge have embeddings too; otherwise theirs are 0, so that edges alone are compared.</summary>
    /// <remarks>The released code makes a shorter list of the edges for this ablation; zeros in the full list compare the same things.</remarks>
    public bool EmbedsNonEdges { get; init; } = true;

    /// <summary>d: length of a node's vector.</summary>
    public int StateSize { get; init; } = 10;

    /// <summary>D: length of a pair's vector.</summary>
    public int PairSize { get; init; } = 20;

    /// <summary>Rounds of message passing.</summary>
    public int Rounds { get; init; } = 5;

    /// <summary>How scores become alignments.</summary>
    public GumbelSinkhornOptions Sinkhorn { get; init; } = new();

    /// <summary>Whether alignment, surrogates and their gradients are computed in one pass over each pair where that is possible: on the CPU, in single precision, without noise and penalty.</summary>
    /// <remarks>The numbers are those of the plain tensors up to rounding; it is many times faster and needs no tensor of the size M · M · D.</remarks>
    public bool Fused { get; init; } = true;

    internal void Validate()
    {
        ArgumentNullException.ThrowIfNull(Costs, nameof(Costs));
        Sinkhorn.Validate();
        Require(Nodes >= 2, nameof(Nodes), Nodes, "at least 2");
        Require(StateSize >= 1, nameof(StateSize), StateSize, "at least 1");
        Require(PairSize >= 1, nameof(PairSize), PairSize, "at least 1");
        Require(Rounds >= 0, nameof(Rounds), Rounds, "at least 0");
        Require(double.IsFinite(NodeWeight) && NodeWeight >= 0, nameof(NodeWeight), NodeWeight, "at least 0");
        Require(double.IsFinite(ConsistencyPenalty) && ConsistencyPenalty >= 0, nameof(ConsistencyPenalty), ConsistencyPenalty, "at least 0");
        Require(!ConsistentAlignment || ConsistencyPenalty == 0, nameof(ConsistencyPenalty), ConsistencyPenalty, "0 where the alignment of pairs follows from that of nodes");
        Require(Terms is GraphEdXTerms.Nodes or GraphEdXTerms.Edges or GraphEdXTerms.NodesAndEdges, nameof(Terms), (int)Terms, "nodes, edges or both");
        Require(Enum.IsDefined(EdgeDivergence), nameof(EdgeDivergence), (int)EdgeDivergence, "a member of the enumeration");
        Require(Enum.IsDefined(NodeDivergence), nameof(NodeDivergence), (int)NodeDivergence, "a member of the enumeration");
    }

    private static void Require(bool holds, string option, double value, string expected)
    {
        if (!holds)
        {
            throw new ArgumentException(FormattableString.Invariant($"{option} is {value}; expected {expected}."));
        }
    }
}
