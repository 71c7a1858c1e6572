namespace ResearchKit.Graphs;

/// <summary>One thread's depth-first search.</summary>
internal sealed class DepthFirstSearch(GedSearch search, SearchPlan plan)
{
    private readonly SearchState _state = new(plan);

    public SearchState State => _state;

    /// <summary>Bounds the root, and completes it by an assignment and pairwise swaps.</summary>
    /// <returns>The bound of the root.</returns>
    public double Start()
    {
        var bound = _state.Bound(0);
        var map = _state.Completion.ToArray();
        plan.Offer(search, map);
        if (!search.IsPruned(bound))
        {
            new SwapSearch(plan.Problem, 2).Improve(map, search);
            plan.Offer(search, map);
        }

        return bound;
    }

    /// <summary>Searches all completions of the partial map.</summary>
    /// <param name="depth">The number of nodes decided.</param>
    /// <returns>A bound of what is left unsearched when a limit stops the search; +∞ when nothing is.</returns>
    public double Visit(int depth)
    {
        if (!search.Count())
        {
            return double.NegativeInfinity;
        }

        var bound = _state.Bound(depth);
        plan.Offer(search, _state.Completion);
        if (depth == plan.Problem.Rows || search.IsPruned(bound))
        {
            return double.PositiveInfinity;
        }

        if (_state.Bytes > search.Options.MemoryLimit)
        {
            search.End(GedStop.MemoryLimit);
            return bound;
        }

        _state.BoundChildren(depth, bound);
        var children = _state.Children[depth];
        for (var c = 0; c < _state.ChildCount[depth]; c++)
        {
            if (search.IsPruned(children[c].Bound))
            {
                break;
            }

            _state.Push(depth, children[c].Column);
            var open = Visit(depth + 1);
            _state.Pop(depth);
            if (search.IsStopped)
            {
                // Children are sorted: those after this one are bounded by the next.
                var next = c + 1 < _state.ChildCount[depth] ? children[c + 1].Bound : double.PositiveInfinity;
                return Math.Min(Math.Max(open, children[c].Bound), next);
            }
        }

        return double.PositiveInfinity;
    }

    /// <summary>Searches the subtree of one prefix.</summary>
    /// <param name="prefix">The decisions of the first nodes of the order.</param>
    /// <returns>As <see cref="Visit"/>.</returns>
    public double VisitPrefix(ReadOnlySpan<int> prefix)
    {
        for (var t = 0; t < prefix.Length; t++)
        {
            _state.Push(t, prefix[t]);
        }

        var open = Visit(prefix.Length);
        for (var t = prefix.Length - 1; t >= 0; t--)
        {
            _state.Pop(t);
        }

        return open;
    }
}
