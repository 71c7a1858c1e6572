namespace ResearchKit.Assignment;

/// <summary>How <see cref="Sinkhorn"/> solves an entropy-regularised transport problem.</summary>
/// <remarks>Immutable if the arrays are left alone.</remarks>
public sealed record SinkhornOptions
{
    /// <summary>ε, the weight of the entropy, in the unit of the costs; positive. Small values give nearly unregularised plans but need more iterations.</summary>
    public double Regularization { get; init; } = 0.05;

    /// <summary>The most pairs of row and column normalisations.</summary>
    public int MaxIterations { get; init; } = 1000;

    /// <summary>Stop when the row sums differ from the marginals by at most this, summed over rows and relative to the total mass.</summary>
    public double Tolerance { get; init; } = 1e-9;

    /// <summary>Minimise or maximise the transported sum.</summary>
    public Sense Sense { get; init; } = Sense.Minimize;

    /// <summary>a, the mass of each row, not negative; by default 1 / rows.</summary>
    public IReadOnlyList<double>? RowMarginals { get; init; }

    /// <summary>b, the mass of each column, not negative, with the same total as a; by default 1 / columns.</summary>
    public IReadOnlyList<double>? ColumnMarginals { get; init; }
}
