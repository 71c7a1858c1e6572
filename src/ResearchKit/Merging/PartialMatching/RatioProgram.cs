namespace ResearchKit.Merging.PartialMatching;

/// <summary>Chooses how much of every group to keep separate: maximise Σ w_g ρ_g subject to cost(ρ) ≤ b and 0 ≤ ρ_g ≤ 1.</summary>
/// <remarks>
/// <para>The cost (<see cref="MergeCost"/>) is bilinear, so that this is a non-convex quadratic program; the released code of PLeaS gives it to a commercial solver. Here: up to
/// <see cref="RatioProgramOptions.ExhaustiveGroups"/> groups every point of the grid {0, ¼, ½, ¾, 1} is tried; for more, a greedy rise by weight per marginal cost and exchanges of two groups on a grid of eighths,
/// from several starts. Then the best points (and the uniform one) are refined continuously: cost is affine in each ρ, so that raising one group and trading one group against another along the budget have
/// closed forms, and both are repeated until nothing improves. A branch and bound over boxes, whose relaxation is a fractional knapsack, then bounds how far the result can be from the best, and improves it
/// where it is not.</para>
/// <para>Deterministic: ties go to the earlier group. Weights below 1e-5 count as 1e-5, so that a budget is always used. Reference: Nasery et al., PLeaS, 2024 (arXiv 2407.02447), released code.</para>
/// </remarks>
public static class RatioProgram
{
    /// <summary>The least weight of a group, as in the released code.</summary>
    private const double LeastWeight = 1e-5;

    /// <summary>Solves the program.</summary>
    /// <param name="cost">The cost of every layer.</param>
    /// <param name="weights">The worth w_g of keeping group g separate, for example of <see cref="ProxyWeights"/>.</param>
    /// <param name="budget">The budget b relative to one network; 1 or more (2 and more keeps everything separate).</param>
    /// <param name="options">How to search; null for the defaults.</param>
    /// <returns>The allocation with a bound on what any other could reach.</returns>
    /// <exception cref="ArgumentException">A group has no weight or one that is not finite, or the budget is below 1.</exception>
    public static RatioAllocation Solve(MergeCost cost, IReadOnlyDictionary<string, double> weights, double budget, RatioProgramOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(cost);
        ArgumentNullException.ThrowIfNull(weights);
        options ??= new RatioProgramOptions();
        CheckBudget(budget);
        var worth = cost.Groups.Select(group => weights.TryGetValue(group, out var weight) && double.IsFinite(weight)
            ? Math.Max(weight, LeastWeight)
            : throw new ArgumentException($"Group '{group}' has no finite weight.", nameof(weights))).ToArray();
        var search = new RatioSearch(cost, worth, budget);
        var starts = cost.Groups.Count <= options.ExhaustiveGroups ? search.Exhaustive() : search.Exchanges(options.Starts, options.Seed);
        var best = starts.Append(UniformShares(cost, budget)).Select(search.Refine).MaxBy(search.Objective)!;
        double? bound = null;
        if (options.BoundBoxes > 0)
        {
            (best, bound) = new RatioBound(search, cost, worth, budget).Run(best, options.BoundBoxes, options.Tolerance);
        }

        return new RatioAllocation(cost.Named(best), cost.Ratio(best), search.Objective(best), bound);
    }

    /// <summary>The same share of every group, as large as the budget allows.</summary>
    /// <param name="cost">The cost of every layer.</param>
    /// <param name="budget">The budget b relative to one network; 1 or more.</param>
    /// <returns>The allocation; its objective is 0, as it has no weights.</returns>
    public static RatioAllocation Uniform(MergeCost cost, double budget)
    {
        ArgumentNullException.ThrowIfNull(cost);
        CheckBudget(budget);
        var shares = UniformShares(cost, budget);
        return new RatioAllocation(cost.Named(shares), cost.Ratio(shares), 0, null);
    }

    /// <summary>Everything separate in the last groups, everything merged before: what merging by ZipIt! up to a layer allocates.</summary>
    /// <param name="cost">The cost of every layer.</param>
    /// <param name="stages">The groups of each stage, from the input to the output; groups in none (a stem) are always merged.</param>
    /// <param name="budget">The budget b relative to one network; 1 or more.</param>
    /// <returns>The allocation of as many last stages as the budget allows; its real cost may lie well below.</returns>
    /// <exception cref="ArgumentException">A stage names an unknown group, or the budget is below 1.</exception>
    public static RatioAllocation LastStages(MergeCost cost, IReadOnlyList<IReadOnlyList<string>> stages, double budget)
    {
        ArgumentNullException.ThrowIfNull(cost);
        ArgumentNullException.ThrowIfNull(stages);
        CheckBudget(budget);
        var ratios = cost.Groups.ToDictionary(group => group, _ => 0.0);
        foreach (var stage in stages.Reverse())
        {
            var next = new Dictionary<string, double>(ratios);
            foreach (var group in stage)
            {
                next[group] = 1;
            }

            if (cost.Ratio(next) > budget)
            {
                break;
            }

            ratios = next;
        }

        return new RatioAllocation(ratios, cost.Ratio(ratios), 0, null);
    }

    private static double[] UniformShares(MergeCost cost, double budget)
    {
        double[] Of(double share) => [.. cost.Groups.Select(_ => share)];
        var (low, high) = (0.0, 1.0);
        if (cost.Ratio(Of(1)) <= budget)
        {
            return Of(1);
        }

        while (high - low > 1e-12)
        {
            var middle = (low + high) / 2;
            (low, high) = cost.Ratio(Of(middle)) <= budget ? (middle, high) : (low, middle);
        }

        return Of(low);
    }

    private static void CheckBudget(double budget)
    {
        if (!(budget >= 1 && double.IsFinite(budget)))
        {
            throw new ArgumentException(FormattableString.Invariant($"The budget is {budget}; expected 1 (as wide as one network) or more."), nameof(budget));
        }
    }
}
