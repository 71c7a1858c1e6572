namespace ResearchKit.Merging.PartialMatching;

/// <summary>What one layer costs, as a function of how much of its groups is kept separate.</summary>
/// <param name="Weight">The name of the layer's weight.</param>
/// <param name="Operations">The multiplications for one input in one of the original networks: output positions × kernel × inputs × outputs.</param>
/// <param name="InputGroup">The group of its inputs, or null.</param>
/// <param name="OutputGroup">The group of its outputs, or null.</param>
public sealed record LayerCost(string Weight, double Operations, string? InputGroup, string? OutputGroup);
