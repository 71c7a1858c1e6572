namespace ResearchKit.Assignment;

/// <summary>A transport plan and how it was reached.</summary>
/// <remarks>P[i, j] = exp((f[i] + g[j] − C[i, j]) / ε) for a minimisation, with +C[i, j] for a maximisation. Column sums are exact to rounding; row sums to <see cref="MarginalError"/>.</remarks>
public sealed record SinkhornResult
{
    /// <summary>P, row-major, shape [rows, columns]; with uniform marginals of a square problem, n·P is doubly stochastic.</summary>
    public required double[] Plan { get; init; }

    /// <summary>f, one for each row; −∞ for a row without mass.</summary>
    public required double[] RowPotentials { get; init; }

    /// <summary>g, one for each column; −∞ for a column without mass.</summary>
    public required double[] ColumnPotentials { get; init; }

    /// <summary>Pairs of row and column normalisations that were done.</summary>
    public required int Iterations { get; init; }

    /// <summary>Whether the marginal error came down to the tolerance.</summary>
    public required bool Converged { get; init; }

    /// <summary>Σ |row sum − a| over the total mass.</summary>
    public required double MarginalError { get; init; }

    /// <summary>Σ C·P, the transported sum without the entropy.</summary>
    public required double Cost { get; init; }

    /// <summary>−Σ P log P, the entropy of the plan in nats.</summary>
    public required double Entropy { get; init; }
}
