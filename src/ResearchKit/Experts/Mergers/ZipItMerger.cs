namespace ResearchKit.Experts;

/// <summary>ZipIt! on experts: hidden units of all experts of a group are joined pair by pair, the most correlated first, until as many are left as one expert has.</summary>
/// <remarks>
/// Units of the same expert may join too. A joined unit is the mean of its members, incoming and outgoing weights alike; its correlation with any other is <see cref="Discount"/> times the
/// smaller of its parents'. Correlations are over all kept tokens. Time O((m f)² log) in practice and memory (m f)² for a group of m experts.
/// Reference: Stoica et al., ZipIt! Merging Models from Different Tasks without Training, 2024; for experts Li et al., Merge, Then Compress, 2024, the authors' code.
/// </remarks>
public sealed record ZipItMerger : IExpertMerger
{
    /// <inheritdoc/>
    public string Name => "zipit";

    /// <inheritdoc/>
    public string Source => "Stoica et al., 2024; Li et al., 2024";

    /// <inheritdoc/>
    public ExpertBudgetRule Budget => AroundDominants ? ExpertBudgetRule.Adaptive : ExpertBudgetRule.Uniform;

    /// <summary>The factor on the correlations of a joined unit: small, so that units that have joined nothing go first.</summary>
    public double Discount { get; init; } = 0.1;

    /// <summary>Whether groups are those of M-SMoE rather than random, as in the paper's baseline.</summary>
    public bool AroundDominants { get; init; }

    /// <inheritdoc/>
    public ExpertMergeResult Merge(ExpertCalibration calibration, ExpertMergeTarget target, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(calibration);
        ArgumentNullException.ThrowIfNull(target);
        if (!(Discount is >= 0 and <= 1))
        {
            throw new InvalidOperationException($"{nameof(Discount)} is {Discount}; expected 0 to 1");
        }

        var groups = AroundDominants
            ? ExpertGroups.Around(ExpertSimilarity.Compute(ExpertSimilarityKind.RouterLogits, calibration), target.DominantsOf(calibration))
            : ExpertGroups.Random(calibration.Experts.Count, target.Count(calibration), target.Seed);
        return UnitMerge.Run(calibration, groups, Zip, new Dictionary<string, double>(), cancellationToken);
    }

    /// <summary>Joins the most correlated pair until <paramref name="hidden"/> units are left; numbers go by first members.</summary>
    internal int[] Zip(double[] correlation, int units, int hidden)
    {
        var joined = Enumerable.Range(0, units).ToArray(); // a joined unit is named by its first member
        var alive = Enumerable.Repeat(true, units).ToArray();
        var best = new int[units]; // for each live unit its most correlated later live unit, or −1
        for (var u = 0; u < units; u++)
        {
            best[u] = BestAfter(correlation, units, alive, u);
        }

        for (var left = units; left > hidden; left--)
        {
            var a = -1;
            for (var u = 0; u < units; u++)
            {
                if (alive[u] && best[u] >= 0 && (a < 0 || correlation[(u * units) + best[u]] > correlation[(a * units) + best[a]]))
                {
                    a = u;
                }
            }

            var b = best[a];
            alive[b] = false;
            for (var u = 0; u < units; u++)
            {
                joined[u] = joined[u] == b ? a : joined[u];
                correlation[(a * units) + u] = correlation[(u * units) + a] = Discount * Math.Min(correlation[(a * units) + u], correlation[(b * units) + u]);
            }

            for (var u = 0; u < units; u++)
            {
                // Values of column a have changed and column b is gone; other maxima stand unless the new value of a beats them.
                if (alive[u] && (u == a || best[u] == a || best[u] == b))
                {
                    best[u] = BestAfter(correlation, units, alive, u);
                }
                else if (alive[u] && u < a && correlation[(u * units) + a] > correlation[(u * units) + best[u]])
                {
                    best[u] = a;
                }
            }
        }

        var names = new Dictionary<int, int>();
        return [.. joined.Select(name => names.TryGetValue(name, out var known) ? known : names[name] = names.Count)];
    }

    private static int BestAfter(double[] correlation, int units, bool[] alive, int unit)
    {
        var best = -1;
        for (var u = unit + 1; u < units; u++)
        {
            if (alive[u] && (best < 0 || correlation[(unit * units) + u] > correlation[(unit * units) + best]))
            {
                best = u;
            }
        }

        return best;
    }
}
