namespace ResearchKit.Merging.PartialMatching;

/// <summary>Branch and bound over boxes of shares: what no allocation within a budget can exceed.</summary>
/// <remarks>
/// In a box, ρ_i ρ_o ≤ min(l_i ρ_o + u_o ρ_i − l_i u_o, u_i ρ_o + l_o ρ_i − u_i l_o) (McCormick, 1976), and any mean of the two is linear; it makes the cost linear from below, and the best shares under a linear cost
/// are a fractional knapsack, solved by sorting.
/// </remarks>
internal sealed class RatioBound(RatioSearch search, MergeCost cost, double[] weights, double budget)
{
    private readonly PriorityQueue<(double[] Low, double[] High, double[] Point), double> _open = new();
    private int _count = weights.Length;

    /// <summary>Improves a point where a better one is found, and bounds all.</summary>
    public (double[] Best, double Bound) Run(double[] best, int boxes, double tolerance)
    {
        var value = search.Objective(best);
        var closed = double.NegativeInfinity;
        Push(new double[_count], [.. Enumerable.Repeat(1.0, _count)]);
        for (var seen = 0; seen < boxes && _open.TryDequeue(out var box, out var priority); seen++)
        {
            var bound = -priority;
            if (bound <= value * (1 + tolerance))
            {
                closed = Math.Max(closed, bound);
                break; // the open boxes are no better
            }

            var candidate = search.Refine(Feasible(box.Low, box.Point));
            if (search.Objective(candidate) > value)
            {
                (best, value) = (candidate, search.Objective(candidate));
            }

            var group = Widest(box.Low, box.High, box.Point);
            var middle = (box.Low[group] + box.High[group]) / 2;
            var (high, low) = ((double[])box.High.Clone(), (double[])box.Low.Clone());
            (high[group], low[group]) = (middle, middle);
            Push(box.Low, high);
            Push(low, box.High);
        }

        if (_open.TryPeek(out _, out var first))
        {
            closed = Math.Max(closed, -first);
        }

        return (best, Math.Max(value, closed));
    }

    private void Push(double[] low, double[] high)
    {
        if (cost.Ratio(low) > budget)
        {
            return; // the cost rises with every share: nothing in the box fits
        }

        var bound = double.PositiveInfinity;
        double[]? point = null;
        foreach (var lean in new[] { 0.5, 0.0, 1.0 })
        {
            var (value, at) = Knapsack(low, high, lean);
            if (value < bound)
            {
                (bound, point) = (value, at);
            }
        }

        _open.Enqueue((low, high, point!), -bound);
    }

    private (double Value, double[] Point) Knapsack(double[] low, double[] high, double lean)
    {
        var slope = new double[_count];
        var constant = 0.0;
        foreach (var (operations, input, output) in cost.Terms)
        {
            var c = operations / cost.Base;
            constant += c;
            Add(slope, input, c);
            Add(slope, output, c);
            if (input >= 0 && output >= 0)
            {
                Add(slope, input, -c * ((lean * high[output]) + ((1 - lean) * low[output])));
                Add(slope, output, -c * ((lean * low[input]) + ((1 - lean) * high[input])));
                constant += c * ((lean * low[input] * high[output]) + ((1 - lean) * high[input] * low[output]));
            }
        }

        var point = (double[])low.Clone();
        var rest = budget - constant - slope.Zip(low, (s, l) => s * l).Sum();
        foreach (var g in Enumerable.Range(0, _count).OrderByDescending(g => weights[g] / Math.Max(slope[g], 1e-15)).ThenBy(g => g))
        {
            var room = high[g] - low[g];
            var step = slope[g] * room <= Math.Max(0, rest) ? room : Math.Max(0, rest) / slope[g];
            point[g] += step;
            rest -= slope[g] * step;
        }

        return (search.Objective(point), point);
    }

    // Between the corner, which fits, and the point of the relaxation, which may not.
    private double[] Feasible(double[] low, double[] point)
    {
        var (fits, fails) = (0.0, 1.0);
        double[] At(double t) => [.. low.Zip(point, (l, p) => l + (t * (p - l)))];
        if (cost.Ratio(point) <= budget)
        {
            return point;
        }

        for (var i = 0; i < 40; i++)
        {
            var middle = (fits + fails) / 2;
            (fits, fails) = cost.Ratio(At(middle)) <= budget ? (middle, fails) : (fits, middle);
        }

        return At(fits);
    }

    // The group whose products the relaxation underestimates most, by the widths of the boxes they live in.
    private int Widest(double[] low, double[] high, double[] point)
    {
        var blame = new double[_count];
        foreach (var (operations, input, output) in cost.Terms)
        {
            if (input >= 0 && output >= 0 && input != output)
            {
                var spread = operations * (high[input] - low[input]) * (high[output] - low[output]);
                Add(blame, high[input] - low[input] >= high[output] - low[output] ? input : output, spread);
            }
        }

        return Enumerable.Range(0, _count).OrderByDescending(g => blame[g]).ThenByDescending(g => high[g] - low[g]).ThenBy(g => g).First();
    }

    private static void Add(double[] values, int group, double value)
    {
        if (group >= 0)
        {
            values[group] += value;
        }
    }
}
