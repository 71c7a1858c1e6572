using ResearchKit.Assignment;
using static TorchSharp.torch;

namespace ResearchKit.Graphs.Neural;

/// <summary>What a trained GraphEdX network thinks which node becomes which: softly, and rounded to an edit path.</summary>
/// <remarks>The rounded map is the assignment that collects most of P. Its cost is an upper bound of the edit distance, whatever the network predicts.</remarks>
public sealed class LearnedAlignment
{
    private LearnedAlignment(double[,] plan, double prediction, EditPath path) => (Plan, Prediction, Path) = (plan, prediction, path);

    /// <summary>P: how much of each node of the target (columns) stands for each of the source (rows), padding included, (N, N).</summary>
    public double[,] Plan { get; }

    /// <summary>The distance that the network predicts.</summary>
    public double Prediction { get; }

    /// <summary>The edit path of the rounded alignment.</summary>
    public EditPath Path { get; }

    /// <summary>The mean entropy of the rows of P in nats: 0 for a permutation, log N where nothing is decided.</summary>
    public double Entropy
    {
        get
        {
            var n = Plan.GetLength(0);
            return -Enumerable.Range(0, n).Sum(i => Enumerable.Range(0, n).Sum(j => Plan[i, j] > 0 ? Plan[i, j] * Math.Log(Plan[i, j]) : 0)) / n;
        }
    }

    /// <summary>Asks a network about two graphs.</summary>
    /// <param name="network">The network; costs and labels are its own.</param>
    /// <param name="source">The graph that is edited.</param>
    /// <param name="target">The graph that it becomes.</param>
    /// <returns>The alignment.</returns>
    /// <exception cref="ArgumentException">A graph does not fit the network.</exception>
    public static LearnedAlignment Of(GraphEdX network, Graph source, Graph target)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(target);
        using var scope = NewDisposeScope();
        using var graphs = network.Pad([source, target]);
        GraphPair[] pair = [new(0, 1)];
        var n = network.Nodes;
        var values = network.NodeAlignments(graphs, pair).to(ScalarType.Float64).cpu().data<double>().ToArray();
        var rounded = LinearAssignment.Solve(values, n, n, new AssignmentOptions { Sense = Sense.Maximize }).ColumnOfRow;
        int[] map = [.. Enumerable.Range(0, source.NodeCount).Select(i => rounded[i] < target.NodeCount ? rounded[i] : -1)];
        var plan = new double[n, n];
        Buffer.BlockCopy(values, 0, plan, 0, values.Length * sizeof(double));
        return new LearnedAlignment(plan, network.Predict(graphs, pair)[0], new EditPath(source, target, network.Options.Costs, new NodeMap(map, target.NodeCount)));
    }
}
