namespace ResearchKit.Graphs;

/// <summary>Where local searches start: BRANCH's map first, then random maps that delete as few nodes as they can.</summary>
internal static class RandomMaps
{
    /// <summary>The map of one start.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="seed">The seed of all starts.</param>
    /// <param name="start">The number of the start; a start does not depend on how many there are.</param>
    public static int[] Of(EditProblem problem, Seed seed, int start)
    {
        if (start == 0)
        {
            return new BranchSolver().Prepare(problem).Solve(new Assignment.AssignmentWorkspace()).Map;
        }

        var random = seed.For("start", start).ToRandom();
        int[] places = [.. Enumerable.Range(0, problem.Columns), .. Enumerable.Repeat(-1, Math.Max(0, problem.Rows - problem.Columns))];
        random.Shuffle(places);
        return places[..problem.Rows];
    }
}
