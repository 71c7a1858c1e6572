namespace ResearchKit.Connectivity;

/// <summary>The singular-vector alignment R of two models at one threshold.</summary>
/// <param name="Threshold">γ: vectors are kept whose singular value is at least γ times the layer's largest.</param>
/// <param name="Layers">The layers' shares, in the order of the model.</param>
public sealed record AlignmentScore(double Threshold, IReadOnlyList<LayerAlignment> Layers)
{
    /// <summary>R = Σ overlaps / Σ counts, from -1 to 1: 1 when all kept vectors agree, about 0 for independent models.</summary>
    public double R => Layers.Sum(l => l.Overlap) / Layers.Sum(l => l.Count);
}
