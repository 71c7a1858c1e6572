namespace ResearchKit.Graphs.Neural;

/// <summary>How scores become a soft permutation.</summary>
/// <remarks>The defaults are those of GraphEdX's run scripts.</remarks>
public sealed record GumbelSinkhornOptions
{
    /// <summary>T, by which scores are divided: the smaller, the harder; positive.</summary>
    public double Temperature { get; init; } = 0.01;

    /// <summary>How often rows and then columns are normalised; at least 1.</summary>
    public int Iterations { get; init; } = 20;

    /// <summary>The factor of the Gumbel noise that is added to scores while training; 0 for none.</summary>
    public double Noise { get; init; }

    internal void Validate()
    {
        if (!(Temperature > 0 && double.IsFinite(Temperature)) || Iterations < 1 || !(Noise >= 0 && double.IsFinite(Noise)))
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"Temperature is {Temperature}, Iterations {Iterations}, Noise {Noise}; expected a positive number, at least 1, and at least 0."));
        }
    }
}
