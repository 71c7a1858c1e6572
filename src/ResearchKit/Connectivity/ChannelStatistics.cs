namespace ResearchKit.Connectivity;

/// <summary>Mean and standard deviation of each output channel of a layer, before its activation function.</summary>
/// <param name="Layer">The name of the layer's weight.</param>
/// <param name="Means">The mean of each channel over inputs and positions.</param>
/// <param name="Deviations">The standard deviation of each channel over inputs and positions.</param>
public sealed record ChannelStatistics(string Layer, IReadOnlyList<double> Means, IReadOnlyList<double> Deviations)
{
    /// <summary>The mean of the channels' variances.</summary>
    public double MeanVariance => Deviations.Average(deviation => deviation * deviation);
}
