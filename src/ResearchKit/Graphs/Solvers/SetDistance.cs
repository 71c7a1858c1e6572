namespace ResearchKit.Graphs;

/// <summary>The error-correcting assignment between two sets of codes.</summary>
internal sealed class SetDistance
{
    private readonly double[] _cost;
    private readonly int _codes;
    private readonly EdgeSetSaving _saving;

    /// <param name="cost">What it costs to turn one code into another, 0 being nothing; row-major, never dearer than deletion and insertion.</param>
    /// <param name="codes">Number of codes, 0 included.</param>
    public SetDistance(double[] cost, int codes)
    {
        (_cost, _codes) = (cost, codes);
        var saving = new double[cost.Length];
        for (var a = 1; a < codes; a++)
        {
            for (var b = 1; b < codes; b++)
            {
                saving[(a * codes) + b] = cost[a * codes] + cost[b] - cost[(a * codes) + b];
            }
        }

        _saving = new EdgeSetSaving(saving, codes, PairCosts.ShapeOf(cost, codes));
    }

    /// <summary>The least cost of turning one sorted set into another, divided by the larger number; 0 for two empty sets.</summary>
    public double Between(ReadOnlySpan<int> first, ReadOnlySpan<int> second)
    {
        if (first.Length + second.Length == 0)
        {
            return 0;
        }

        var sum = 0.0;
        foreach (var a in first)
        {
            sum += _cost[a * _codes];
        }

        foreach (var b in second)
        {
            sum += _cost[b];
        }

        return (sum - _saving.Between(first, second)) / Math.Max(first.Length, second.Length);
    }
}
