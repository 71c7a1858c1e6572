namespace ResearchKit.Graphs.Neural;

/// <summary>Which graphs of a collection a network learns from, which stop its training, and which it is judged by.</summary>
/// <remarks>The split is by graph, not by pair: no graph of a test pair was ever seen. Reference: Jain et al., NeurIPS 2024 (GraphEdX), released code: 60, 20 and 20 percent.</remarks>
/// <param name="Train">Places of the graphs to learn from.</param>
/// <param name="Validation">Places of the graphs that decide when to stop.</param>
/// <param name="Test">Places of the graphs to judge by.</param>
public sealed record GraphSplit(IReadOnlyList<int> Train, IReadOnlyList<int> Validation, IReadOnlyList<int> Test)
{
    /// <summary>Splits a collection at random.</summary>
    /// <param name="graphs">Number of graphs.</param>
    /// <param name="seed">The seed of the order.</param>
    /// <param name="train">The share to learn from; the number is rounded down.</param>
    /// <param name="validation">The share that decides when to stop; the number is rounded down. The rest is for testing.</param>
    /// <returns>The split.</returns>
    /// <exception cref="ArgumentException">A share is negative, or a part stays empty.</exception>
    public static GraphSplit Random(int graphs, Seed seed, double train = 0.6, double validation = 0.2)
    {
        if (!(train > 0 && validation > 0 && train + validation < 1))
        {
            throw new ArgumentException(FormattableString.Invariant($"The shares are {train} and {validation}; expected two positive numbers with a sum below 1."), nameof(train));
        }

        // What 0.6 * 5 loses to rounding must not cost a graph.
        var (first, second) = ((int)((train * graphs) + 1e-9), (int)((validation * graphs) + 1e-9));
        if (graphs < 3 || first == 0 || second == 0 || first + second >= graphs)
        {
            throw new ArgumentException($"{graphs} graphs leave a part of the split empty; expected more graphs.", nameof(graphs));
        }

        int[] order = [.. Enumerable.Range(0, graphs)];
        seed.For("split").ToRandom().Shuffle(order);
        return new GraphSplit(order[..first], order[first..(first + second)], order[(first + second)..]);
    }
}
