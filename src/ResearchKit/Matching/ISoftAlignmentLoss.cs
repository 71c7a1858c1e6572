using ResearchKit.Permutations;
using static TorchSharp.torch;

namespace ResearchKit.Matching;

/// <summary>What a Sinkhorn re-basin search lowers.</summary>
internal interface ISoftAlignmentLoss
{
    /// <summary>The loss under a softly aligned candidate, and a scalar tensor whose gradient with respect to that candidate is the loss's.</summary>
    /// <param name="aligned">The candidate under soft permutations, with a graph.</param>
    /// <param name="step">The step.</param>
    (double Value, Tensor Differentiable) Soft(IReadOnlyDictionary<string, Tensor> aligned, int step);

    /// <summary>The loss under permutations, by which alignments are compared.</summary>
    double Hard(Alignment alignment);

    /// <summary>Whether a hard loss cannot be lowered further.</summary>
    bool IsLeast(double hard);
}
