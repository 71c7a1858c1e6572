namespace ResearchKit.Experts.Checkpoints;

/// <summary>Where one matrix of one expert lies.</summary>
/// <param name="Tensor">The name of the tensor.</param>
/// <param name="Offset">Its first byte within the tensor.</param>
/// <param name="Shape">Its own sizes.</param>
internal sealed record ExpertPlace(string Tensor, long Offset, long[] Shape);
