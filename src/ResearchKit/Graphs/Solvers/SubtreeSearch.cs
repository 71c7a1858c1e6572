namespace ResearchKit.Graphs;

/// <summary>A depth-first search by several threads: the tree is cut into subtrees, which threads take in the order of their bounds.</summary>
internal sealed class SubtreeSearch(GedSearch search, SearchPlan plan)
{
    private const int SubtreesPerThread = 8;

    private readonly Lock _gate = new();

    /// <summary>Searches everything.</summary>
    /// <param name="first">The search of the first thread.</param>
    /// <returns>A bound of what is left unsearched when a limit stops the search; +∞ when nothing is.</returns>
    public double Run(DepthFirstSearch first)
    {
        var queue = Cut(first.State);
        var open = double.PositiveInfinity;
        var next = 0;
        var failure = default(Exception);
        void Work(DepthFirstSearch worker)
        {
            for (var k = Interlocked.Increment(ref next) - 1; k < queue.Count; k = Interlocked.Increment(ref next) - 1)
            {
                var left = search.IsStopped ? queue[k].Bound : search.IsPruned(queue[k].Bound) ? double.PositiveInfinity : worker.VisitPrefix(queue[k].Prefix);
                lock (_gate)
                {
                    open = Math.Min(open, Math.Max(left, queue[k].Bound));
                }
            }
        }

        void WorkGuarded()
        {
            try
            {
                Work(new DepthFirstSearch(search, plan));
            }
            catch (Exception error) when (error is not OutOfMemoryException)
            {
                Interlocked.CompareExchange(ref failure, error, null);
            }
        }

        var threads = new Thread[search.Options.Threads - 1];
        for (var k = 0; k < threads.Length; k++)
        {
            threads[k] = new Thread(WorkGuarded) { IsBackground = true };
            threads[k].Start();
        }

        Work(first);
        foreach (var thread in threads)
        {
            thread.Join();
        }

        return failure is null ? open : throw new InvalidOperationException("A thread of the search failed.", failure);
    }

    /// <summary>Prefixes of equal length whose subtrees together are the whole tree, cheapest bound first.</summary>
    private List<(int[] Prefix, double Bound)> Cut(SearchState state)
    {
        List<(int[] Prefix, double Bound)> prefixes = [([], search.LowerBound)];
        for (var depth = 0; depth < plan.Problem.Rows && prefixes.Count < SubtreesPerThread * search.Options.Threads; depth++)
        {
            var longer = new List<(int[] Prefix, double Bound)>();
            foreach (var (prefix, _) in prefixes)
            {
                for (var t = 0; t < depth; t++)
                {
                    state.Push(t, prefix[t]);
                }

                state.Expand(depth);
                plan.Offer(search, state.Completion);
                longer.AddRange(state.Children[depth].Take(state.ChildCount[depth]).Select(child => ((int[])[.. prefix, child.Column], child.Bound)));
                for (var t = depth - 1; t >= 0; t--)
                {
                    state.Pop(t);
                }
            }

            prefixes = [.. longer.Where(item => !search.IsPruned(item.Bound)).OrderBy(item => item.Bound)];
        }

        return prefixes;
    }
}
