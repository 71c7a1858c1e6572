namespace ResearchKit.Graphs.Neural;

/// <summary>What a solver says about each of several pairs, beside the truth.</summary>
/// <param name="Solver">What the solver is called.</param>
/// <param name="Pairs">The pairs.</param>
/// <param name="Exact">The exact distance of each pair.</param>
/// <param name="Lower">The lower bound of each pair.</param>
/// <param name="Upper">The cost of the path that was found for each pair.</param>
public sealed record GedBounds(string Solver, IReadOnlyList<GraphPair> Pairs, double[] Exact, double[] Lower, double[] Upper)
{
    /// <summary>The scores of the upper bounds as predictions.</summary>
    public GedScores UpperScores => GedScores.Of(Upper, Exact);

    /// <summary>The scores of the lower bounds as predictions.</summary>
    public GedScores LowerScores => GedScores.Of(Lower, Exact);

    /// <summary>The share of pairs whose path is optimal.</summary>
    public double OptimalShare => Exact.Length == 0 ? 1 : Exact.Zip(Upper, (exact, upper) => upper - exact <= EditPath.Tolerance * Math.Max(1, exact) ? 1.0 : 0).Average();
}
