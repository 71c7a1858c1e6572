namespace ResearchKit.Merging.Deltas;

/// <summary>How an adapter is extracted.</summary>
public sealed record LoraOptions
{
    /// <summary>The largest rank of a module.</summary>
    public int MaxRank { get; init; } = 128;

    /// <summary>Singular values up to this are left out; 0 keeps as many as <see cref="MaxRank"/> allows, without those that are noise of rounding (below 1e-6 of the largest).</summary>
    public double Epsilon { get; init; }

    /// <summary>What every module's product is scaled by, times its rank; null for each module's rank, so that the scale is 1. The factors make up for it: the change is the same.</summary>
    public double? Alpha { get; init; }

    /// <summary>Whether a matrix, by the name of its module, is a table of embeddings, which adapters store transposed; null for the usual names.</summary>
    public Func<string, bool>? IsEmbedding { get; init; }

    /// <summary>What the adapter calls the base model; null for its path.</summary>
    public string? BaseModelName { get; init; }

    /// <summary>Refuses values that make no adapter.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The rank is below 1, epsilon is negative, or alpha is no positive number.</exception>
    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxRank, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(Epsilon);
        if (Alpha is { } alpha && !(alpha > 0 && double.IsFinite(alpha)))
        {
            throw new ArgumentOutOfRangeException(nameof(Alpha), alpha, "expected a number above 0");
        }
    }
}
