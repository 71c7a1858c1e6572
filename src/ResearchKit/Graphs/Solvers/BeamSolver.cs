namespace ResearchKit.Graphs;

/// <summary>Beam search: decides node after node, and keeps only the partial maps with the best bounds.</summary>
/// <remarks>
/// Each partial map is completed by its assignment, so that the path is at least as good as BRANCH's. The bound is the root's, or better where nothing was dropped.
/// Reference: M. Neuhaus, K. Riesen and H. Bunke, "Fast suboptimal algorithms for the computation of graph edit distance", S+SSPR 2006.
/// </remarks>
public sealed class BeamSolver : GedSolver
{
    private readonly int _width;

    /// <summary>Makes the solver.</summary>
    /// <param name="width">How many partial maps are kept at each depth.</param>
    public BeamSolver(int width = 10)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        _width = width;
    }

    /// <inheritdoc/>
    public override string Name => "beam";

    /// <inheritdoc/>
    internal override void Run(GedSearch search)
    {
        var plan = new SearchPlan(search.Problem);
        var state = new SearchState(plan);
        var dropped = double.PositiveInfinity;
        List<(int[] Prefix, double Bound)> beam = [([], 0)];
        for (var depth = 0; depth <= plan.Problem.Rows && beam.Count > 0; depth++)
        {
            var next = new List<(int[] Prefix, double Bound)>();
            foreach (var (prefix, bound) in beam)
            {
                if (!search.Count())
                {
                    dropped = Math.Min(dropped, bound);
                    continue;
                }

                Expand(search, plan, state, prefix, next);
                if (state.Bytes > search.Options.MemoryLimit)
                {
                    search.End(GedStop.MemoryLimit);
                }
            }

            beam = [.. next.Where(item => !search.IsPruned(item.Bound)).OrderBy(item => item.Bound)];
            if (beam.Count > _width)
            {
                dropped = Math.Min(dropped, beam[_width].Bound);
                beam.RemoveRange(_width, beam.Count - _width);
            }
        }

        search.Raise(Math.Min(dropped, search.BestCost));
    }

    private static void Expand(GedSearch search, SearchPlan plan, SearchState state, int[] prefix, List<(int[] Prefix, double Bound)> next)
    {
        for (var t = 0; t < prefix.Length; t++)
        {
            state.Push(t, prefix[t]);
        }

        var bound = state.Expand(prefix.Length);
        if (prefix.Length == 0)
        {
            search.RootLowerBound = search.Problem.RoundUp(bound);
            search.Raise(bound);
        }

        plan.Offer(search, state.Completion);
        if (prefix.Length < plan.Problem.Rows && !search.IsPruned(bound))
        {
            foreach (var child in state.Children[prefix.Length].AsSpan(0, state.ChildCount[prefix.Length]))
            {
                next.Add(([.. prefix, child.Column], child.Bound));
            }
        }

        for (var t = prefix.Length - 1; t >= 0; t--)
        {
            state.Pop(t);
        }
    }
}
