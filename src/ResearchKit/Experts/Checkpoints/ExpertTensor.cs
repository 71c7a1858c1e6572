namespace ResearchKit.Experts.Checkpoints;

/// <summary>A tensor of a layer's experts.</summary>
/// <param name="Suffix">What follows the layer's prefix; <c>{e}</c> stands for the expert, and without it all experts lie in the tensor, expert first.</param>
/// <param name="Parts">What the rows of an expert hold, in order: one role, or two in halves of equal size.</param>
public sealed record ExpertTensor(string Suffix, params IReadOnlyList<ExpertPart> Parts);
