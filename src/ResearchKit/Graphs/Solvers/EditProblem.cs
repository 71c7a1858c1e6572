using ResearchKit.Assignment;

namespace ResearchKit.Graphs;

/// <summary>Two graphs and their costs as the solvers read them: tables of numbers, loops folded into nodes, both directions of an edge into one pair code.</summary>
/// <remarks>
/// <para>Every unordered pair of nodes has a code, 0 where there is no edge; equal codes in the two graphs mean equal labels. T = <see cref="PairCost"/> says what it
/// costs to turn one code into another, and is never dearer than deletion and insertion, since a path may do that instead.</para>
/// <para>With the saving S[a, b] = T[a, 0] + T[0, b] − T[a, b] ≥ 0 and r[i, k] = substitution − deletion − insertion, the cost of a map f is
/// <see cref="Base"/> + Σ r[i, f(i)] − Σ S over the edges of the first graph that f takes to edges of the second.</para>
/// </remarks>
internal sealed class EditProblem
{
    /// <summary>Nodes above which the tables would need gigabytes.</summary>
    private const int LargestGraph = 5000;

    private EditProblem(Graph source, Graph target, IEditCosts costs) => (Source, Target, Costs) = (source, target, costs);

    /// <summary>The first graph.</summary>
    public Graph Source { get; }

    /// <summary>The second graph.</summary>
    public Graph Target { get; }

    /// <summary>The costs.</summary>
    public IEditCosts Costs { get; }

    /// <summary>Nodes of the first graph.</summary>
    public required int Rows { get; init; }

    /// <summary>Nodes of the second graph.</summary>
    public required int Columns { get; init; }

    /// <summary>What it costs to turn node i into node k, loops included; row-major.</summary>
    public required double[] NodeSubstitution { get; init; }

    /// <summary>What it costs to delete node i with its loop.</summary>
    public required double[] NodeDeletion { get; init; }

    /// <summary>What it costs to insert node k with its loop.</summary>
    public required double[] NodeInsertion { get; init; }

    /// <summary>Number of pair codes, "no edge" included.</summary>
    public required int CodeCount { get; init; }

    /// <summary>The code of each ordered pair of the first graph; row-major, 0 on the diagonal.</summary>
    public required int[] SourceCodes { get; init; }

    /// <summary>The code of each ordered pair of the second graph.</summary>
    public required int[] TargetCodes { get; init; }

    /// <summary>T: what it costs to turn one code into another; row-major.</summary>
    public required double[] PairCost { get; init; }

    /// <summary>S, at least 0 and 0 in the first row and column.</summary>
    public double[] Saving { get; private set; } = [];

    /// <summary>r[i, k]; row-major.</summary>
    public double[] NodeGain { get; private set; } = [];

    /// <summary>The cost of deleting all of the first graph and inserting all of the second.</summary>
    public double Base { get; private set; }

    /// <summary>Neighbours of each node of the first graph, rising.</summary>
    public int[][] SourceNeighbours { get; private set; } = [];

    /// <summary>Neighbours of each node of the second graph, rising.</summary>
    public int[][] TargetNeighbours { get; private set; } = [];

    /// <summary>Whether no node substitution is dearer than deletion and insertion, so that some optimal map deletes none where the first graph is the smaller.</summary>
    public bool IsQuasimetric { get; private set; }

    /// <summary>A number of which every cost is a multiple, or 0 where none was found.</summary>
    public double Grid { get; private set; }

    /// <summary>The shape of T, which decides how label sets of edges are compared.</summary>
    public PairCostShape Shape { get; private set; }

    /// <summary>Prepares two graphs.</summary>
    /// <exception cref="ArgumentException">A cost is negative or not finite, only one graph is directed, or a graph is too large.</exception>
    public static EditProblem Create(Graph source, Graph target, IEditCosts costs)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(costs);
        if (source.IsDirected != target.IsDirected)
        {
            throw new ArgumentException($"The first graph is {Kind(source)} and the second {Kind(target)}; expected both of one kind.", nameof(target));
        }

        if (Math.Max(source.NodeCount, target.NodeCount) > LargestGraph)
        {
            throw new ArgumentException($"The graphs have {source.NodeCount} and {target.NodeCount} nodes; expected at most {LargestGraph}.", nameof(source));
        }

        var edges = new EdgeCostTable(source, target, costs);
        var nodes = new NodeCostTable(source, target, costs, edges);
        var codes = new PairCodes(edges, source.IsDirected);
        var sourceCodes = codes.Of(source);
        var targetCodes = codes.Of(target);
        return new EditProblem(source, target, costs)
        {
            Rows = source.NodeCount,
            Columns = target.NodeCount,
            NodeSubstitution = nodes.Substitution,
            NodeDeletion = nodes.Deletion,
            NodeInsertion = nodes.Insertion,
            CodeCount = codes.Count,
            SourceCodes = sourceCodes,
            TargetCodes = targetCodes,
            PairCost = codes.Costs(),
        }.Complete();
    }

    /// <summary>The way back: the second graph into the first, where deletions are insertions.</summary>
    public EditProblem Transpose() => new EditProblem(Target, Source, Costs)
    {
        Rows = Columns,
        Columns = Rows,
        NodeSubstitution = Transposed(NodeSubstitution, Rows, Columns),
        NodeDeletion = NodeInsertion,
        NodeInsertion = NodeDeletion,
        CodeCount = CodeCount,
        SourceCodes = TargetCodes,
        TargetCodes = SourceCodes,
        PairCost = Transposed(PairCost, CodeCount, CodeCount),
    }.Complete();

    /// <summary>The cost of a map, −1 for a deleted node. Time O(nodes + edges of the first graph).</summary>
    public double CostOf(ReadOnlySpan<int> map)
    {
        var cost = Base;
        for (var i = 0; i < map.Length; i++)
        {
            var k = map[i];
            if (k < 0)
            {
                continue;
            }

            cost += NodeGain[(i * Columns) + k];
            foreach (var j in SourceNeighbours[i])
            {
                if (j > i)
                {
                    break;
                }

                if (map[j] >= 0)
                {
                    cost -= Saving[(SourceCodes[(i * Rows) + j] * CodeCount) + TargetCodes[(k * Columns) + map[j]]];
                }
            }
        }

        return cost;
    }

    /// <summary>The smallest value that a cost can have which is at least a bound.</summary>
    public double RoundUp(double bound) => Grid > 0 ? Math.Ceiling((bound / Grid) - 1e-6) * Grid : bound;

    private static string Kind(Graph graph) => graph.IsDirected ? "directed" : "undirected";

    private static double[] Transposed(double[] matrix, int rows, int columns)
    {
        var result = new double[matrix.Length];
        for (var i = 0; i < rows; i++)
        {
            for (var k = 0; k < columns; k++)
            {
                result[(k * rows) + i] = matrix[(i * columns) + k];
            }
        }

        return result;
    }

    private static int[][] Neighbours(int[] codes, int nodes)
    {
        var result = new int[nodes][];
        for (var i = 0; i < nodes; i++)
        {
            var row = codes.AsSpan(i * nodes, nodes);
            var list = new int[nodes - row.Count(0)];
            for (int j = 0, at = 0; j < nodes; j++)
            {
                if (row[j] != 0)
                {
                    list[at++] = j;
                }
            }

            result[i] = list;
        }

        return result;
    }

    private EditProblem Complete()
    {
        SourceNeighbours = Neighbours(SourceCodes, Rows);
        TargetNeighbours = Neighbours(TargetCodes, Columns);
        Saving = new double[PairCost.Length];
        for (var a = 1; a < CodeCount; a++)
        {
            for (var b = 1; b < CodeCount; b++)
            {
                Saving[(a * CodeCount) + b] = PairCost[a * CodeCount] + PairCost[b] - PairCost[(a * CodeCount) + b];
            }
        }

        var quasimetric = true;
        NodeGain = new double[NodeSubstitution.Length];
        for (var i = 0; i < Rows; i++)
        {
            for (var k = 0; k < Columns; k++)
            {
                var gain = NodeSubstitution[(i * Columns) + k] - (NodeDeletion[i] + NodeInsertion[k]);
                NodeGain[(i * Columns) + k] = gain;
                quasimetric &= gain <= 0;
            }
        }

        IsQuasimetric = quasimetric;
        Shape = PairCosts.ShapeOf(PairCost, CodeCount);
        Grid = CostGrid.Find([NodeSubstitution, NodeDeletion, NodeInsertion, PairCost]);
        var total = default(CompensatedSum);
        AddAll(ref total, NodeDeletion, SourceNeighbours, SourceCodes, stride: CodeCount);
        AddAll(ref total, NodeInsertion, TargetNeighbours, TargetCodes, stride: 1);
        Base = total.Value;
        return this;
    }

    private void AddAll(ref CompensatedSum total, double[] nodeCosts, int[][] neighbours, int[] codes, int stride)
    {
        for (var i = 0; i < nodeCosts.Length; i++)
        {
            total.Add(nodeCosts[i]);
            foreach (var j in neighbours[i])
            {
                total.Add(j < i ? PairCost[codes[(i * nodeCosts.Length) + j] * stride] : 0);
            }
        }
    }
}
