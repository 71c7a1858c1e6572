using System.Diagnostics;

namespace ResearchKit.Graphs;

/// <summary>One solve: the problem, the best map so far, the bound so far, and the limits. Thread safe but for the bound.</summary>
internal sealed class GedSearch(EditProblem problem, GedOptions options, IProgress<GedProgress>? progress, CancellationToken cancellationToken)
{
    private static readonly TimeSpan ReportInterval = TimeSpan.FromMilliseconds(200);

    private readonly Lock _gate = new();
    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private int[] _best = [.. Enumerable.Repeat(-1, problem.Rows)];
    private double _bestCost = problem.Base;
    private long _nodes;
    private TimeSpan _lastReport;
    private int _stop = -1;

    public EditProblem Problem { get; } = problem;

    public GedOptions Options { get; } = options;

    /// <summary>A number that no map costs less than.</summary>
    public double LowerBound { get; private set; }

    /// <summary>The bound before any branching, where the solver branches.</summary>
    public double? RootLowerBound { get; set; }

    /// <summary>The cost of the best map so far.</summary>
    public double BestCost => Volatile.Read(ref _bestCost);

    public long Nodes => Interlocked.Read(ref _nodes);

    public TimeSpan Elapsed => _watch.Elapsed;

    /// <summary>The limit that was met, or null.</summary>
    public GedStop? Stop => _stop < 0 ? null : (GedStop)_stop;

    /// <summary>Whether the search should end: a limit is met, or it was abandoned.</summary>
    public bool IsStopped => Volatile.Read(ref _stop) >= 0 || cancellationToken.IsCancellationRequested;

    /// <summary>A copy of the best map so far.</summary>
    public int[] BestMap()
    {
        lock (_gate)
        {
            return (int[])_best.Clone();
        }
    }

    /// <summary>Takes a map if it is the best so far.</summary>
    /// <returns>Its cost.</returns>
    public double Offer(ReadOnlySpan<int> map)
    {
        var cost = Problem.CostOf(map);
        Offer(map, cost);
        return cost;
    }

    /// <summary>Takes a map of known cost if it is the best so far.</summary>
    public void Offer(ReadOnlySpan<int> map, double cost)
    {
        if (cost >= BestCost)
        {
            return;
        }

        lock (_gate)
        {
            if (cost < _bestCost)
            {
                map.CopyTo(_best);
                Volatile.Write(ref _bestCost, cost);
                Report();
            }
        }
    }

    /// <summary>Raises the bound, rounded up to a value that a cost can have.</summary>
    public void Raise(double lowerBound) => RaiseAsIs(Problem.RoundUp(lowerBound));

    /// <summary>Raises the bound to the very number of a published method, so that it can be compared with others' figures.</summary>
    public void RaiseAsIs(double lowerBound) => LowerBound = Math.Max(LowerBound, lowerBound);

    /// <summary>Whether nothing below a bound can improve on the best map.</summary>
    public bool IsPruned(double bound)
    {
        var best = BestCost;
        return Problem.RoundUp(bound) >= best - (EditPath.Tolerance / 4 * Math.Max(1, best));
    }

    /// <summary>Counts a search node, and looks at the limits.</summary>
    /// <returns>Whether to go on.</returns>
    public bool Count()
    {
        var nodes = Interlocked.Increment(ref _nodes);
        if (nodes > (Options.NodeLimit ?? long.MaxValue))
        {
            Interlocked.Decrement(ref _nodes);
            End(GedStop.NodeLimit);
        }
        else if (nodes % 32 == 1)
        {
            LookAtClock();
        }

        return !IsStopped;
    }

    /// <summary>Looks at the time limit, and reports from time to time.</summary>
    /// <returns>Whether to go on.</returns>
    public bool LookAtClock()
    {
        if (_watch.Elapsed > (Options.TimeLimit ?? TimeSpan.MaxValue))
        {
            End(GedStop.TimeLimit);
        }

        if (progress is not null && _watch.Elapsed - _lastReport > ReportInterval)
        {
            lock (_gate)
            {
                Report();
            }
        }

        return !IsStopped;
    }

    /// <summary>Remembers the first limit that was met.</summary>
    public void End(GedStop reason) => Interlocked.CompareExchange(ref _stop, (int)reason, -1);

    private void Report()
    {
        if (progress is not null)
        {
            _lastReport = _watch.Elapsed;
            progress.Report(new GedProgress(_bestCost, Math.Min(LowerBound, _bestCost), Nodes, _lastReport));
        }
    }
}
