namespace ResearchKit.Merging.PartialMatching;

/// <summary>Searches the shares of groups within a budget: a grid, exchanges on a grid, and continuous refinement.</summary>
internal sealed class RatioSearch(MergeCost cost, double[] weights, double budget)
{
    private const double Slack = 1e-12;
    private const int FineSteps = 8;

    /// <summary>How many of the best grid points are refined.</summary>
    private const int Kept = 8;

    private static readonly double[] Coarse = [0, 0.25, 0.5, 0.75, 1];

    private int Count => weights.Length;

    /// <summary>Σ w ρ.</summary>
    public double Objective(double[] ratios) => ratios.Zip(weights, (ratio, weight) => ratio * weight).Sum();

    /// <summary>The best points of the grid of quarters, best first.</summary>
    public List<double[]> Exhaustive()
    {
        var best = new List<(double Objective, double[] Ratios)>();
        var ratios = new double[Count];
        Visit(0);
        return [.. best.Select(entry => entry.Ratios)];

        void Visit(int group)
        {
            if (cost.Ratio(ratios) > budget + Slack)
            {
                return; // the rest is 0 now and can only rise
            }

            if (group == Count)
            {
                var objective = Objective(ratios);
                if (best.Count < Kept || objective > best[^1].Objective)
                {
                    best.Add((objective, (double[])ratios.Clone()));
                    best = [.. best.OrderByDescending(entry => entry.Objective).Take(Kept)];
                }

                return;
            }

            foreach (var value in Coarse)
            {
                ratios[group] = value;
                Visit(group + 1);
            }

            ratios[group] = 0;
        }
    }

    /// <summary>The greedy point and random ones, each improved by exchanges of two groups on a grid of eighths.</summary>
    public List<double[]> Exchanges(int starts, Seed seed)
    {
        var points = new List<double[]> { Exchange(Greedy(weights)) };
        for (var start = 0; start < starts; start++)
        {
            var random = seed.For("ratios", start).ToRandom();
            points.Add(Exchange(Greedy([.. weights.Select(weight => weight * Math.Exp(2 * random.NextDouble()))])));
        }

        return points;
    }

    /// <summary>Raises single groups and trades pairs along the budget, exactly, until nothing improves.</summary>
    public double[] Refine(double[] start)
    {
        var ratios = (double[])start.Clone();
        for (var round = 0; round < 200; round++)
        {
            var before = Objective(ratios);
            foreach (var group in Enumerable.Range(0, Count).OrderByDescending(g => weights[g] / Math.Max(Slope(ratios, g), Slack)).ThenBy(g => g))
            {
                Raise(ratios, group);
            }

            for (var g = 0; g < Count; g++)
            {
                for (var h = g + 1; h < Count; h++)
                {
                    Trade(ratios, g, h);
                }
            }

            if (!(Objective(ratios) > before * (1 + 1e-10)))
            {
                break;
            }
        }

        return ratios;
    }

    /// <summary>The largest share of one group that the budget allows beside the others.</summary>
    private void Raise(double[] ratios, int group)
    {
        var (old, slope) = (ratios[group], Slope(ratios, group));
        ratios[group] = 0;
        var rest = budget - cost.Ratio(ratios);
        var most = slope > Slack ? Math.Clamp(rest / slope, 0, 1) : 1;
        ratios[group] = Math.Max(old, most);
    }

    /// <summary>With x and y the shares of two groups, the budget is a + b x + c y + d x y ≤ 0: the best point of that curve in the unit square.</summary>
    private void Trade(double[] ratios, int g, int h)
    {
        var (x0, y0) = (ratios[g], ratios[h]);
        double At(double x, double y)
        {
            (ratios[g], ratios[h]) = (x, y);
            return cost.Ratio(ratios) - budget;
        }

        var a = At(0, 0);
        var (b, c) = (At(1, 0) - a, At(0, 1) - a);
        var d = At(1, 1) - a - b - c;
        var (bestX, bestY, best) = (x0, y0, (weights[g] * x0) + (weights[h] * y0));
        if (c > Slack)
        {
            // On the curve y = -(a + b x) / (c + d x) the objective is stationary where (c + d x)² = w_h (b c - a d) / w_g.
            var root = Math.Sqrt(Math.Max(0, weights[h] * ((b * c) - (a * d)) / weights[g]));
            double[] candidates = Math.Abs(d) > Slack ? [0, 1, (root - c) / d, (-root - c) / d] : [0, 1];
            foreach (var x in candidates.Concat(b > Slack ? [-a / b, -(a + c) / (b + d)] : []).Where(x => x is >= 0 and <= 1))
            {
                var width = c + (d * x);
                var y = Math.Clamp(width > Slack ? -(a + (b * x)) / width : 1, 0, 1);
                var objective = (weights[g] * x) + (weights[h] * y);
                if (objective > best * (1 + 1e-12) && At(x, y) <= Slack)
                {
                    (bestX, bestY, best) = (x, y, objective);
                }
            }
        }

        (ratios[g], ratios[h]) = (bestX, bestY);
    }

    private double Slope(double[] ratios, int group)
    {
        var old = ratios[group];
        ratios[group] = 1;
        var high = cost.Ratio(ratios);
        ratios[group] = 0;
        var low = cost.Ratio(ratios);
        ratios[group] = old;
        return high - low;
    }

    private double[] Greedy(double[] worth)
    {
        var ratios = new double[Count];
        while (true)
        {
            var next = Enumerable.Range(0, Count)
                .Where(g => ratios[g] < 1 && Fits(ratios, g, 1))
                .OrderByDescending(g => worth[g] / Math.Max(Slope(ratios, g), Slack)).ThenBy(g => g)
                .Select(g => (int?)g).FirstOrDefault();
            if (next is not { } group)
            {
                return ratios;
            }

            ratios[group] += 1.0 / FineSteps;
        }
    }

    private double[] Exchange(double[] ratios)
    {
        var improved = true;
        while (improved)
        {
            improved = false;
            for (var up = 0; up < Count; up++)
            {
                for (var down = 0; down < Count; down++)
                {
                    improved |= up != down && TryExchange(ratios, up, down);
                }
            }
        }

        return ratios;
    }

    private bool TryExchange(double[] ratios, int up, int down)
    {
        var (oldUp, oldDown, before) = (ratios[up], ratios[down], Objective(ratios));
        for (var less = 1; less <= (int)Math.Round(oldDown * FineSteps); less++)
        {
            ratios[down] = oldDown - ((double)less / FineSteps);
            while (ratios[up] < 1 && Fits(ratios, up, 1))
            {
                ratios[up] += 1.0 / FineSteps;
            }

            if (Objective(ratios) > before + Slack)
            {
                return true;
            }

            ratios[up] = oldUp;
        }

        (ratios[up], ratios[down]) = (oldUp, oldDown);
        return false;
    }

    private bool Fits(double[] ratios, int group, int steps)
    {
        ratios[group] += (double)steps / FineSteps;
        var fits = ratios[group] <= 1 + Slack && cost.Ratio(ratios) <= budget + Slack;
        ratios[group] -= (double)steps / FineSteps;
        return fits;
    }
}
