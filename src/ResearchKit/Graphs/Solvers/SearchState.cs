using ResearchKit.Assignment;

namespace ResearchKit.Graphs;

/// <summary>A partial map with its bound: what both exact searches and beam search move through.</summary>
/// <remarks>
/// <para>At depth t the first t nodes of the order are decided, at the cost g. For the others, gain[x, y] = r[x, y] − Σ S over the decided neighbours of x: what
/// mapping x to y saves for certain. Every edge between undecided nodes is shared half and half by its ends, so that h = the error-correcting assignment on
/// gain[x, y] − ½ · (the most that the undecided edges of x and y can save) makes g + h a bound for every completion. The duals bound each child before it is made.</para>
/// <para>Reference: D. B. Blumenthal and J. Gamper, "On the exact computation of the graph edit distance", Pattern Recognition Letters 134 (2020), for anchor-aware branch bounds;
/// L. Chang et al., "Speeding up GED verification for graph similarity search", ICDE 2020, for bounding all children by one assignment.</para>
/// <para>Not thread safe. Nothing is allocated once each depth has been seen.</para>
/// </remarks>
internal sealed class SearchState
{
    private readonly SearchPlan _plan;
    private readonly EditProblem _problem;
    private readonly AssignmentWorkspace _workspace = new();
    private readonly EdgeSetSaving _edgeSets;
    private readonly double[]?[] _gain;
    private readonly int[] _place;
    private readonly int[] _sourceTwin;
    private readonly int[] _targetTwin;
    private readonly bool _mayDelete;
    private readonly int[] _map;
    private readonly bool[] _decided;
    private readonly bool[] _used;
    private readonly double[] _cost;
    private readonly double[] _reduced;
    private readonly double[] _raw;
    private readonly int[] _partner;
    private readonly int[] _free;
    private readonly EdgeCodeLists _rowEdges;
    private readonly EdgeCodeLists _columnEdges;

    public SearchState(SearchPlan plan)
    {
        var (problem, order) = (plan.Problem, plan.Order);
        (_plan, _problem, Order, _sourceTwin, _targetTwin) = (plan, problem, order, plan.SourceTwin, plan.TargetTwin);
        var (n, m) = (problem.Rows, problem.Columns);
        _edgeSets = new EdgeSetSaving(problem);
        _mayDelete = !problem.IsQuasimetric || n > m;
        _map = new int[n];
        Array.Fill(_map, -1);
        _decided = new bool[n];
        _used = new bool[m];
        _cost = new double[n + 1];
        _cost[0] = problem.Base;
        _reduced = new double[n * m];
        _raw = new double[n * m];
        _partner = new int[n];
        _free = new int[m];
        Completion = new int[n];
        Children = new SearchChild[n][];
        ChildCount = new int[n];
        _rowEdges = new EdgeCodeLists(problem.SourceNeighbours, problem.SourceCodes);
        _columnEdges = new EdgeCodeLists(problem.TargetNeighbours, problem.TargetCodes);
        _place = new int[n];
        _gain = new double[n + 1][];
        _gain[0] = new double[n * m];
        for (var t = 0; t < n; t++)
        {
            _place[order[t]] = t;
            problem.NodeGain.AsSpan(order[t] * m, m).CopyTo(_gain[0].AsSpan(t * m));
        }

        Bytes = 8L * n * m;
    }

    /// <summary>The order of the nodes of the first graph.</summary>
    public int[] Order { get; }

    /// <summary>Memory that the tables of all depths hold.</summary>
    public long Bytes { get; private set; }

    /// <summary>A whole map that completes the partial one as the last assignment did.</summary>
    public int[] Completion { get; }

    /// <summary>The children of each depth, cheapest bound first, after <see cref="Expand"/>.</summary>
    public SearchChild[][] Children { get; }

    /// <summary>Number of children of each depth.</summary>
    public int[] ChildCount { get; }

    /// <summary>The cost of what is decided, all undecided nodes deleted and inserted.</summary>
    public double CostAt(int depth) => _cost[depth];

    /// <summary>Decides the next node.</summary>
    /// <param name="depth">The number of nodes decided so far.</param>
    /// <param name="column">The node of the second graph, or −1 to delete.</param>
    public void Push(int depth, int column)
    {
        var (n, m) = (_problem.Rows, _problem.Columns);
        var node = Order[depth];
        var rest = (n - depth - 1) * m;
        if (_gain[depth + 1] is not { } next)
        {
            next = new double[rest];
            _gain[depth + 1] = next;
            Bytes += 8L * rest;
        }

        var gain = _gain[depth]!;
        gain.AsSpan(m, rest).CopyTo(next);
        _map[node] = column;
        _decided[node] = true;
        _cost[depth + 1] = _cost[depth];
        if (column < 0)
        {
            return;
        }

        _used[column] = true;
        _cost[depth + 1] += gain[column];
        var (saving, codes) = (_problem.Saving, _problem.CodeCount);
        foreach (var x in _problem.SourceNeighbours[node])
        {
            var place = _place[x] - depth - 1;
            if (place < 0)
            {
                continue;
            }

            var row = next.AsSpan(place * m, m);
            var ofCode = saving.AsSpan(_problem.SourceCodes[(node * n) + x] * codes, codes);
            foreach (var y in _problem.TargetNeighbours[column])
            {
                row[y] -= ofCode[_problem.TargetCodes[(column * m) + y]];
            }
        }
    }

    /// <summary>Takes the last decision back.</summary>
    /// <param name="depth">The number of nodes decided before it.</param>
    public void Pop(int depth)
    {
        var node = Order[depth];
        _decided[node] = false;
        if (_map[node] >= 0)
        {
            _used[_map[node]] = false;
            _map[node] = -1;
        }
    }

    /// <summary>Bounds the partial map, completes it, and bounds and sorts its children.</summary>
    /// <param name="depth">The number of nodes decided.</param>
    /// <returns>The bound: no completion costs less.</returns>
    public double Expand(int depth)
    {
        var bound = Bound(depth);
        BoundChildren(depth, bound);
        return bound;
    }

    /// <summary>Bounds and completes the partial map.</summary>
    /// <param name="depth">The number of nodes decided.</param>
    /// <returns>The bound: no completion costs less.</returns>
    public double Bound(int depth)
    {
        var rows = _problem.Rows - depth;
        var columns = FindFree();
        Weigh(depth, rows, columns);
        var partner = _partner.AsSpan(0, rows);
        var bound = _cost[depth] + _workspace.Solve(_reduced.AsSpan(0, rows * columns), rows, columns, partner);
        _map.CopyTo(Completion, 0);
        for (var x = 0; x < rows; x++)
        {
            var y = partner[x];
            Completion[Order[depth + x]] = y >= 0 && _raw[(x * columns) + y] <= 0 ? _free[y] : -1;
        }

        return bound;
    }

    /// <summary>Bounds and sorts the children of the partial map that was bounded last; none where all nodes are decided.</summary>
    /// <param name="depth">The number of nodes decided.</param>
    /// <param name="bound">What <see cref="Bound"/> returned.</param>
    public void BoundChildren(int depth, double bound)
    {
        if (depth == _problem.Rows)
        {
            return;
        }

        var children = Children[depth] ??= new SearchChild[_problem.Columns + 1];
        var u = _workspace.RowDuals;
        var v = _workspace.ColumnDuals;
        var (columns, count) = (v.Length, 0);
        var orbit = depth == 0 ? _plan.TargetOrbit : [];
        var twin = _sourceTwin[Order[depth]];
        var (deletedTwin, after) = twin < 0 ? (false, -1) : (_map[twin] < 0, _map[twin]);
        var largest = 0.0;
        for (var y = 0; y < columns; y++)
        {
            largest = Math.Max(largest, v[y]);
            var column = _free[y];
            var isCopy = (_targetTwin[column] >= 0 && !_used[_targetTwin[column]]) || (depth == 0 && orbit[column] != column);
            if (!isCopy && !deletedTwin && column > after)
            {
                children[count++] = new SearchChild(column, Math.Max(bound, bound + _raw[y] - u[0] - v[y]));
            }
        }

        if (_mayDelete || columns == 0)
        {
            children[count++] = new SearchChild(-1, columns == 0 ? bound : Math.Max(bound, bound - u[0] - largest));
        }

        children.AsSpan(0, count).Sort(static (a, b) => a.Bound != b.Bound ? a.Bound.CompareTo(b.Bound) : a.Column.CompareTo(b.Column));
        ChildCount[depth] = count;
    }

    private int FindFree()
    {
        var count = 0;
        for (var y = 0; y < _used.Length; y++)
        {
            if (!_used[y])
            {
                _free[count++] = y;
            }
        }

        return count;
    }

    private void Weigh(int depth, int rows, int columns)
    {
        var m = _problem.Columns;
        var gain = _gain[depth]!;
        _rowEdges.Collect(Order.AsSpan(depth, rows), _decided);
        _columnEdges.Collect(_free.AsSpan(0, columns), _used);
        for (var x = 0; x < rows; x++)
        {
            var edges = _rowEdges[x];
            for (var y = 0; y < columns; y++)
            {
                var raw = gain[(x * m) + _free[y]] - (0.5 * _edgeSets.Between(edges, _columnEdges[y]));
                _raw[(x * columns) + y] = raw;
                _reduced[(x * columns) + y] = Math.Min(raw, 0);
            }
        }
    }
}
