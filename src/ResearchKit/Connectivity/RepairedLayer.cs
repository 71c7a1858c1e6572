namespace ResearchKit.Connectivity;

/// <summary>What a repair did to one layer.</summary>
/// <param name="Layer">The name of the layer's weight.</param>
/// <param name="VarianceRatio">The mean variance of the merged layer's channels, its predecessors repaired, relative to that of the target; below 1 where averaging made activations collapse.</param>
/// <param name="MeanGain">The mean factor of the channels.</param>
public sealed record RepairedLayer(string Layer, double VarianceRatio, double MeanGain);
