namespace ResearchKit.Connectivity;

/// <summary>Everything measured between a model a and a second model b, permuted or not.</summary>
/// <remarks>Holds numbers only; nothing to dispose.</remarks>
public sealed record PathStudy
{
    /// <summary>What the path is called, for example <c>"weight matching"</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Loss and accuracy along the path.</summary>
    public required BarrierResult Barrier { get; init; }

    /// <summary>‖θ_a - θ_b‖ over all learnt tensors.</summary>
    public required double Distance { get; init; }

    /// <summary>The Taylor estimate beside the measured barrier, or null when it was left out.</summary>
    public TaylorStudy? Taylor { get; init; }

    /// <summary>R(a, b) at each threshold.</summary>
    public IReadOnlyList<AlignmentScore> Alignment { get; init; } = [];

    /// <summary>R(merged, a) at each threshold, the merged model being the middle of the path.</summary>
    public IReadOnlyList<AlignmentScore> MergedToA { get; init; } = [];

    /// <summary>R(merged, b) at each threshold.</summary>
    public IReadOnlyList<AlignmentScore> MergedToB { get; init; } = [];

    /// <summary>One map of leading singular vectors of a and b for each layer.</summary>
    public IReadOnlyList<HeatMap> HeatMaps { get; init; } = [];

    /// <summary>The singular values of both models, layer by layer.</summary>
    public IReadOnlyList<SpectrumComparison> Spectra { get; init; } = [];

    /// <summary>R(a, b) at one threshold.</summary>
    /// <param name="threshold">A threshold of the study.</param>
    /// <returns>The score.</returns>
    /// <exception cref="ArgumentException">The study has no such threshold.</exception>
    public double R(double threshold) => Find(Alignment, threshold);

    /// <summary>R(merged, a) at one threshold.</summary>
    /// <param name="threshold">A threshold of the study.</param>
    /// <returns>The score.</returns>
    /// <exception cref="ArgumentException">The study has no such threshold.</exception>
    public double MergedR(double threshold) => Find(MergedToA, threshold);

    private static double Find(IReadOnlyList<AlignmentScore> scores, double threshold)
        => scores.FirstOrDefault(s => s.Threshold == threshold)?.R
            ?? throw new ArgumentException($"the study has thresholds {string.Join(", ", scores.Select(s => s.Threshold))}; {threshold} is not one of them", nameof(threshold));
}
