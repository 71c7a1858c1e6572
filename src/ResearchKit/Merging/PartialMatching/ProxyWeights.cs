namespace ResearchKit.Merging.PartialMatching;

/// <summary>What keeping each group separate is worth, measured on merges without least squares: the weights of the ratio program.</summary>
/// <remarks>
/// w_g(b) = (2 − b)(R1_g − acc_0) + (b − 1)(acc_1 − R0_g), with acc_0 and acc_1 the accuracy of the fully merged and the fully separate network, R1_g that of the network with group g alone separate, and R0_g
/// with group g alone merged: near b = 1 a group counts by what it adds to a merged network, near b = 2 by what it takes from a separate one. Measuring costs 2 + 2 G merges of a pair with G groups. Reference:
/// Nasery et al., PLeaS, 2024 (arXiv 2407.02447), released code; how it measured the accuracies is not told, and permutation-only merges are our reading.
/// </remarks>
public sealed class ProxyWeights
{
    private ProxyWeights(double merged, double separate, IReadOnlyDictionary<string, double> alone, IReadOnlyDictionary<string, double> allBut) =>
        (Merged, Separate, AloneSeparate, AloneMerged) = (merged, separate, alone, allBut);

    /// <summary>acc_0, the accuracy of the fully merged network.</summary>
    public double Merged { get; }

    /// <summary>acc_1, the accuracy of the fully separate network.</summary>
    public double Separate { get; }

    /// <summary>R1_g, the accuracy with one group separate and the others merged.</summary>
    public IReadOnlyDictionary<string, double> AloneSeparate { get; }

    /// <summary>R0_g, the accuracy with one group merged and the others separate.</summary>
    public IReadOnlyDictionary<string, double> AloneMerged { get; }

    /// <summary>Measures the accuracies.</summary>
    /// <param name="groups">The groups, in order.</param>
    /// <param name="accuracy">The accuracy of the merged network with the given separate shares, for example of a permutation-only merge with its statistics set anew.</param>
    /// <returns>The measured accuracies.</returns>
    public static ProxyWeights Measure(IEnumerable<string> groups, Func<IReadOnlyDictionary<string, double>, double> accuracy)
    {
        ArgumentNullException.ThrowIfNull(groups);
        ArgumentNullException.ThrowIfNull(accuracy);
        string[] all = [.. groups];
        Dictionary<string, double> Shares(Func<string, double> share) => all.ToDictionary(group => group, share);
        return new ProxyWeights(
            accuracy(Shares(_ => 0)),
            accuracy(Shares(_ => 1)),
            all.ToDictionary(group => group, group => accuracy(Shares(other => other == group ? 1 : 0))),
            all.ToDictionary(group => group, group => accuracy(Shares(other => other == group ? 0 : 1))));
    }

    /// <summary>The weights at a budget.</summary>
    /// <param name="budget">The budget b, from 1 to 2.</param>
    /// <returns>w_g(b) of each group; possibly negative where the measurement is noise.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The budget is not from 1 to 2.</exception>
    public IReadOnlyDictionary<string, double> At(double budget)
    {
        MergeGuard.Share(budget - 1, nameof(budget));
        return AloneSeparate.ToDictionary(pair => pair.Key, pair => ((2 - budget) * (pair.Value - Merged)) + ((budget - 1) * (Separate - AloneMerged[pair.Key])));
    }
}
