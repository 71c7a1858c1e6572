using System.Globalization;
using ResearchKit.Assignment;

namespace ResearchKit.Graphs;

/// <summary>A sequence of edit operations that turns one graph into another, with what is known about shorter ones.</summary>
/// <remarks>
/// The operations follow from the node map: an edge whose ends both stay is substituted (or deleted and inserted, where that is cheaper), every other edge is deleted or
/// inserted. What neither changes anything nor costs anything is no operation. Immutable and thread safe. Operations are made when first asked for.
/// </remarks>
public sealed class EditPath
{
    private readonly Lazy<IReadOnlyList<EditOperation>> _operations;

    /// <summary>Makes the path that a node map induces.</summary>
    /// <param name="source">The first graph.</param>
    /// <param name="target">The second graph.</param>
    /// <param name="costs">What the operations cost.</param>
    /// <param name="map">Which node becomes which.</param>
    /// <param name="lowerBound">A number that no path from the first graph to the second costs less than; 0 is always one.</param>
    /// <exception cref="ArgumentException">The map does not fit the graphs, only one of them is directed, a cost is refused, or the bound exceeds the path's cost.</exception>
    public EditPath(Graph source, Graph target, IEditCosts costs, NodeMap map, double lowerBound = 0)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(costs);
        ArgumentNullException.ThrowIfNull(map);
        if (map.SourceCount != source.NodeCount || map.TargetCount != target.NodeCount || source.IsDirected != target.IsDirected)
        {
            throw new ArgumentException(
                $"The map goes from {map.SourceCount} to {map.TargetCount} nodes between {source} and {target}; expected a map of all their nodes, and both directed or neither.", nameof(map));
        }

        (Source, Target, Costs, Map) = (source, target, costs, map);
        _operations = new(() => EditOperations.Of(source, target, costs, map));
        Cost = EditOperations.CostOf(source, target, costs, map);
        LowerBound = Bound(Cost, lowerBound);
    }

    private EditPath(EditPath path, double lowerBound)
    {
        (Source, Target, Costs, Map, Cost, _operations) = (path.Source, path.Target, path.Costs, path.Map, path.Cost, path._operations);
        LowerBound = Bound(Cost, lowerBound);
    }

    /// <summary>The relative distance of bound and cost at which a path counts as optimal: what rounding may leave of equality.</summary>
    public const double Tolerance = 1e-9;

    /// <summary>The first graph.</summary>
    public Graph Source { get; }

    /// <summary>The second graph.</summary>
    public Graph Target { get; }

    /// <summary>What the operations cost.</summary>
    public IEditCosts Costs { get; }

    /// <summary>Which node becomes which.</summary>
    public NodeMap Map { get; }

    /// <summary>The sum of the costs of all operations: an upper bound of the edit distance.</summary>
    public double Cost { get; }

    /// <summary>A number that no path costs less than.</summary>
    public double LowerBound { get; }

    /// <summary>Whether the bound proves that no path is cheaper, so that <see cref="Cost"/> is the edit distance.</summary>
    public bool IsOptimal => Cost - LowerBound <= Tolerance * Math.Max(1, Cost);

    /// <summary>The operations in the order in which they can be made: edges go before their nodes, nodes come before their edges.</summary>
    public IReadOnlyList<EditOperation> Operations => _operations.Value;

    /// <summary>Makes all operations on the first graph, one by one, and checks that the second comes out.</summary>
    /// <returns>The result, its nodes numbered as the second graph's; equal to the second graph.</returns>
    /// <exception cref="InvalidOperationException">The second graph does not come out, or the costs do not add up.</exception>
    public Graph Apply()
    {
        var replay = new EditReplay(Source, Target, Map);
        var sum = default(CompensatedSum);
        foreach (var operation in Operations)
        {
            replay.Make(operation);
            sum.Add(operation.Cost);
        }

        if (Math.Abs(sum.Value - Cost) > Tolerance * Math.Max(1, Cost))
        {
            throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"The operations cost {sum.Value} together, the path {Cost}."));
        }

        var result = replay.Result();
        return result.Equals(Target) ? result : throw new InvalidOperationException($"The path leads to {result} and not to {Target}.");
    }

    /// <summary>The graphs on the way: the first one, then one after each operation.</summary>
    /// <returns>One graph more than there are operations. Nodes are called by their numbers in the first graph, and +k where node k of the second is inserted.</returns>
    public IEnumerable<Graph> Steps()
    {
        var replay = new EditReplay(Source, Target, Map);
        yield return replay.Current();
        foreach (var operation in Operations)
        {
            replay.Make(operation);
            yield return replay.Current();
        }
    }

    /// <summary>The same path with a bound that may be better known.</summary>
    /// <param name="lowerBound">A number that no path costs less than.</param>
    /// <returns>A path with the larger of both bounds.</returns>
    public EditPath WithLowerBound(double lowerBound) => new(this, Math.Max(LowerBound, lowerBound));

    /// <inheritdoc/>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"edit path of cost {Cost:G6} ({(IsOptimal ? "optimal" : string.Create(CultureInfo.InvariantCulture, $"at least {LowerBound:G6}"))}), {Operations.Count} operations");

    private static double Bound(double cost, double lowerBound) => double.IsNaN(lowerBound) || lowerBound > cost + (Tolerance * Math.Max(1, cost))
        ? throw new ArgumentException(
            string.Create(CultureInfo.InvariantCulture, $"The lower bound {lowerBound} exceeds the cost {cost} of a path; expected at most that."), nameof(lowerBound))
        : Math.Clamp(lowerBound, 0, cost);
}
