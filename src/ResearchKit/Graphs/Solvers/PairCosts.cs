namespace ResearchKit.Graphs;

/// <summary>Facts about a table of pair costs.</summary>
internal static class PairCosts
{
    /// <summary>The shape of a table T of K × K costs.</summary>
    public static PairCostShape ShapeOf(ReadOnlySpan<double> cost, int codes)
    {
        if (codes <= 2)
        {
            return PairCostShape.Single;
        }

        var (deletion, insertion, substitution) = (cost[codes], cost[1], cost[codes + 2]);
        for (var a = 1; a < codes; a++)
        {
            if (cost[a * codes] != deletion || cost[a] != insertion)
            {
                return PairCostShape.General;
            }

            for (var b = 1; b < codes; b++)
            {
                if (cost[(a * codes) + b] != (a == b ? 0 : substitution))
                {
                    return PairCostShape.General;
                }
            }
        }

        return PairCostShape.Constant;
    }
}
