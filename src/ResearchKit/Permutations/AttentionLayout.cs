namespace ResearchKit.Permutations;

/// <summary>The heads of an attention layer and the names of its projections, as a permutation spec needs them.</summary>
/// <remarks>
/// Rows of the query, key and value projections are ordered by head, then by unit. With fewer key and value heads than query heads, each serves as many
/// neighbouring query heads.
/// </remarks>
public sealed record AttentionLayout
{
    /// <summary>The number of query heads.</summary>
    public required int Heads { get; init; }

    /// <summary>The number of key and value heads, a divisor of <see cref="Heads"/>; null for as many.</summary>
    public int? KeyValueHeads { get; init; }

    /// <summary>The query and key units of a head.</summary>
    public required int HeadSize { get; init; }

    /// <summary>The value units of a head; null for as many as query units.</summary>
    public int? ValueHeadSize { get; init; }

    /// <summary>
    /// Whether queries and keys are rotated by position. Every pair of units then has a frequency of its own, so that no two units of a head can change places.
    /// </summary>
    public bool Rotary { get; init; }

    /// <summary>Whether the query, key and value projections have biases.</summary>
    public bool Bias { get; init; } = true;

    /// <summary>Whether the output projection has a bias.</summary>
    public bool OutputBias { get; init; } = true;

    /// <summary>The name of the one projection that gives queries, keys and values in this order; null where each has its own.</summary>
    public string? Fused { get; init; }

    /// <summary>The name of the query projection.</summary>
    public string Query { get; init; } = "q_proj";

    /// <summary>The name of the key projection.</summary>
    public string Key { get; init; } = "k_proj";

    /// <summary>The name of the value projection.</summary>
    public string Value { get; init; } = "v_proj";

    /// <summary>The name of the output projection.</summary>
    public string Output { get; init; } = "o_proj";
}
