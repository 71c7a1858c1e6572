namespace ResearchKit.Graphs;

/// <summary>Finds a number of which all costs are multiples: bounds can then be rounded up to the next multiple.</summary>
internal static class CostGrid
{
    /// <summary>Largest multiple that is looked for; beyond it a grid would not help.</summary>
    private const double LargestMultiple = 1e6;

    private static readonly double[] Scales = [1, 2, 4, 8, 10, 16, 20, 100];

    /// <summary>The grid of some costs, or 0 where there is none.</summary>
    public static double Find(ReadOnlySpan<double[]> costs)
    {
        foreach (var scale in Scales)
        {
            var divisor = Divisor(costs, scale);
            if (divisor > 0)
            {
                return divisor / scale;
            }
        }

        return 0;
    }

    /// <summary>The greatest common divisor of all scaled costs, 0 where one is no whole number or all are zero.</summary>
    private static long Divisor(ReadOnlySpan<double[]> costs, double scale)
    {
        var divisor = 0L;
        var last = double.NaN;
        foreach (var table in costs)
        {
            foreach (var cost in table)
            {
                if (cost == last)
                {
                    continue;
                }

                last = cost;
                var scaled = cost * scale;
                var whole = Math.Round(scaled);
                if (Math.Abs(scaled - whole) > 1e-9 * Math.Max(1, whole) || whole > LargestMultiple)
                {
                    return 0;
                }

                divisor = Gcd(divisor, (long)whole);
            }
        }

        return divisor;
    }

    private static long Gcd(long a, long b)
    {
        while (b != 0)
        {
            (a, b) = (b, a % b);
        }

        return a;
    }
}
