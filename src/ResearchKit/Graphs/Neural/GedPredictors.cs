namespace ResearchKit.Graphs.Neural;

/// <summary>Predictions without a network, to compare networks with: the mean of the training distances, and any solver's bounds.</summary>
public static class GedPredictors
{
    /// <summary>Scores the mean of all training distances as the prediction for every test pair.</summary>
    /// <param name="distances">The exact distances.</param>
    /// <param name="split">The split.</param>
    /// <returns>The scores; the rank correlation of a constant is NaN.</returns>
    public static GedScores Mean(GedTable distances, GraphSplit split)
    {
        ArgumentNullException.ThrowIfNull(distances);
        ArgumentNullException.ThrowIfNull(split);
        var mean = GraphPair.AllOf(split.Train).Average(pair => distances[pair]);
        double[] exact = [.. GraphPair.AllOf(split.Test).Select(pair => distances[pair])];
        return GedScores.Of([.. exact.Select(_ => mean)], exact);
    }

    /// <summary>Runs a solver on the test pairs and scores both of its bounds as predictions.</summary>
    /// <param name="solver">The solver.</param>
    /// <param name="graphs">The graphs.</param>
    /// <param name="distances">Their exact distances; their costs are the solver's.</param>
    /// <param name="places">The graphs whose pairs are predicted, for example <see cref="GraphSplit.Test"/>.</param>
    /// <param name="seed">The seed of random starts.</param>
    /// <param name="cancellationToken">Abandons the run.</param>
    /// <returns>The bounds of every pair with their scores.</returns>
    /// <exception cref="OperationCanceledException">The run was abandoned.</exception>
    public static GedBounds Solve(
        IGedSolver solver, IReadOnlyList<Graph> graphs, GedTable distances, IReadOnlyList<int> places, Seed seed = default, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(solver);
        ArgumentNullException.ThrowIfNull(graphs);
        ArgumentNullException.ThrowIfNull(distances);
        var pairs = GraphPair.AllOf(places);
        var (lower, upper, exact) = (new double[pairs.Length], new double[pairs.Length], new double[pairs.Length]);
        for (var k = 0; k < pairs.Length; k++)
        {
            var result = solver.Solve(graphs[pairs[k].Source], graphs[pairs[k].Target], distances.Costs, new GedOptions { Seed = seed.For("pair", k) }, cancellationToken: cancellationToken);
            (lower[k], upper[k], exact[k]) = (result.LowerBound, result.UpperBound, distances[pairs[k]]);
        }

        return new GedBounds(solver.Name, pairs, exact, lower, upper);
    }
}
