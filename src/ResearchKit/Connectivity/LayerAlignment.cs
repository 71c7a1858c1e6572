namespace ResearchKit.Connectivity;

/// <summary>How far the kept singular vectors of one layer of two models agree.</summary>
/// <param name="Layer">The name of the weight.</param>
/// <param name="Overlap">The sum over kept i, j of (u_i·u_j)(v_i·v_j), which is ⟨O_a, O_b⟩.</param>
/// <param name="KeptA">Vectors kept in the first model.</param>
/// <param name="KeptB">Vectors kept in the second model.</param>
public sealed record LayerAlignment(string Layer, double Overlap, int KeptA, int KeptB)
{
    /// <summary>The largest overlap possible: the smaller of the two counts.</summary>
    public int Count => Math.Min(KeptA, KeptB);

    /// <summary>The layer's own R, from -1 to 1: <see cref="Overlap"/> over <see cref="Count"/>.</summary>
    public double R => Overlap / Count;
}
