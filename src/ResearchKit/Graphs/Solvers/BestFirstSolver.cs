namespace ResearchKit.Graphs;

/// <summary>The exact distance by best-first search (A*): the fewest search nodes, at the price of keeping all open ones in memory.</summary>
/// <remarks>
/// The same bounds as <see cref="DepthFirstSolver"/>; of equal bounds the deeper node goes first. When the open nodes exceed the memory limit the search stops with the
/// smallest open bound. Reference: K. Riesen, S. Fankhauser and H. Bunke, "Speeding up graph edit distance computation with a bipartite heuristic", MLG 2007.
/// </remarks>
public sealed class BestFirstSolver : GedSolver
{
    /// <summary>Bytes of an open node: the object, its place in the queue.</summary>
    private const long OpenBytes = 88;

    /// <inheritdoc/>
    public override string Name => "astar";

    /// <inheritdoc/>
    internal override void Run(GedSearch search)
    {
        var plan = new SearchPlan(search.Problem);
        var start = new DepthFirstSearch(search, plan);
        var bound = start.Start();
        search.RootLowerBound = search.Problem.RoundUp(bound);
        search.Raise(bound);
        var open = new PriorityQueue<OpenNode, (double Bound, int Height, long Age)>();
        var age = 0L;
        open.Enqueue(new OpenNode(null, -1, 0), (bound, plan.Problem.Rows, age));
        while (open.TryPeek(out var node, out var priority) && !search.IsPruned(priority.Bound) && search.Count())
        {
            open.Dequeue();
            search.Raise(Math.Min(priority.Bound, search.BestCost));
            Replay(start.State, node);
            var expanded = Math.Max(priority.Bound, start.State.Expand(node.Depth));
            plan.Offer(search, start.State.Completion);
            if (node.Depth < plan.Problem.Rows && !search.IsPruned(expanded))
            {
                foreach (var child in start.State.Children[node.Depth].AsSpan(0, start.State.ChildCount[node.Depth]))
                {
                    if (!search.IsPruned(child.Bound))
                    {
                        open.Enqueue(new OpenNode(node, child.Column, node.Depth + 1), (Math.Max(expanded, child.Bound), plan.Problem.Rows - node.Depth - 1, ++age));
                    }
                }
            }

            for (var t = node.Depth - 1; t >= 0; t--)
            {
                start.State.Pop(t);
            }

            if (open.Count * OpenBytes > search.Options.MemoryLimit)
            {
                search.End(GedStop.MemoryLimit);
            }
        }

        search.Raise(open.TryPeek(out _, out var left) ? Math.Min(left.Bound, search.BestCost) : search.BestCost);
    }

    private static void Replay(SearchState state, OpenNode node)
    {
        if (node.Parent is { } parent)
        {
            Replay(state, parent);
            state.Push(parent.Depth, node.Column);
        }
    }

    private sealed record OpenNode(OpenNode? Parent, int Column, int Depth);
}
