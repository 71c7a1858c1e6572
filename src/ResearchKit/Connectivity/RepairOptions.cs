namespace ResearchKit.Connectivity;

/// <summary>How activations of merged networks are repaired.</summary>
public sealed record RepairOptions
{
    /// <summary>Where the merged model lies between the two models, from 0 to 1; their statistics are averaged with the same weights.</summary>
    public double Lambda { get; init; } = 0.5;

    /// <summary>How many inputs run together, 1 or more. Each batch corrects the layers behind by its own statistics, so that one batch of all inputs is exact and small ones are noisy.</summary>
    public int BatchSize { get; init; } = 500;

    /// <summary>Whether factors are computed from the two models' own activations and their correlation, without running the merged one; exact for the first layer only.</summary>
    public bool ClosedForm { get; init; }

    /// <summary>What is added to a variance before the root is taken, above 0; 1e-5 as in batch normalisation.</summary>
    public double Epsilon { get; init; } = 1e-5;

    /// <summary>Which layers are repaired, by the name of their weight; null for all that have a bias.</summary>
    public Func<string, bool>? Layers { get; init; }

    internal void Validate()
    {
        if (Lambda is not (>= 0 and <= 1) || BatchSize < 1 || Epsilon is not (> 0 and < double.PositiveInfinity))
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"Lambda is {Lambda}, BatchSize {BatchSize} and Epsilon {Epsilon}; expected a number from 0 to 1, at least 1, and a finite number above 0."));
        }
    }
}
