using ResearchKit.Permutations;

namespace ResearchKit.Onnx;

/// <summary>The permutation spec that a graph shows, how it was checked, and what it leaves out.</summary>
/// <param name="Spec">The spec of the model's state dict.</param>
/// <param name="Equivalence">How much random alignments changed the outputs, within what is allowed.</param>
/// <param name="UnknownOperators">The nodes that the kit cannot follow; what goes into them stays unpermuted, and what comes out is treated as another input.</param>
/// <param name="Unpermuted">The axes of size 2 and more that no group moves, with the reason.</param>
/// <param name="Layers">The layers with weights, sums and products between them, for a picture.</param>
public sealed record OnnxSpec(
    PermutationSpec Spec,
    EquivalenceResult Equivalence,
    IReadOnlyList<OnnxUnknownOperator> UnknownOperators,
    IReadOnlyList<OnnxUnpermutedAxis> Unpermuted,
    IReadOnlyList<OnnxLayer> Layers);
