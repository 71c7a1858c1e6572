using ResearchKit.Statistics;

namespace ResearchKit.Comparison;

/// <summary>What all methods did with the same pairs.</summary>
/// <param name="Methods">The methods in the order of their registration.</param>
public sealed record MethodComparisonResult(IReadOnlyList<MethodOutcome> Methods)
{
    /// <summary>The outcome of one method.</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="ArgumentException">There is no such method.</exception>
    public MethodOutcome this[string name] => Methods.FirstOrDefault(method => method.Name == name)
        ?? throw new ArgumentException($"There is no method '{name}'; the methods are {string.Join(", ", Methods.Select(method => $"'{method.Name}'"))}.", nameof(name));

    /// <summary>Compares one method with every other, pair by pair.</summary>
    /// <param name="name">The method in question.</param>
    /// <param name="figure">What is compared; null for the barrier.</param>
    /// <returns>One comparison for each other method, with p values corrected for their number.</returns>
    /// <exception cref="ArgumentException">There is no such method, or a figure is not finite.</exception>
    public IReadOnlyList<PairedComparison> Compare(string name, Func<PairOutcome, double>? figure = null)
    {
        figure ??= outcome => outcome.Barrier;
        double[] own = [.. this[name].Pairs.Select(figure)];
        var others = Methods.Where(method => method.Name != name).Select(method => (method.Name, Figures: method.Pairs.Select(figure).ToArray())).ToArray();
        var tests = others.Select((other, index) => SignFlipTest.Paired(own, other.Figures, seed: new Seed(0).For("comparison", index))).ToArray();
        var adjusted = Holm.Adjust([.. tests.Select(test => test.PValue)]);
        return [.. others.Select((other, i) => new PairedComparison(
            name, other.Name, tests[i].MeanDifference, own.Zip(other.Figures).Count(pair => pair.First < pair.Second), own.Length, tests[i].PValue, adjusted[i]))];
    }
}
