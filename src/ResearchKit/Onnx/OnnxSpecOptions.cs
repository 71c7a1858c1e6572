using ResearchKit.Permutations;
using static TorchSharp.torch;

namespace ResearchKit.Onnx;

/// <summary>How a permutation spec is derived from a graph and checked.</summary>
public sealed record OnnxSpecOptions
{
    /// <summary>The sizes of open dimensions by name, for example <c>batch</c>; those left out get small different primes, unnamed ones 2.</summary>
    public IReadOnlyDictionary<string, long> Dimensions { get; init; } = new Dictionary<string, long>();

    /// <summary>
    /// Inputs to check with, by name; those left out are drawn: normal numbers, or whole numbers within the table that they look up, or ones where they look up none.
    /// </summary>
    public IReadOnlyDictionary<string, Tensor> Inputs { get; init; } = new Dictionary<string, Tensor>();

    /// <summary>How the finished spec is checked by running the network with permuted weights; outputs may change by 1e-4 of the largest.</summary>
    public EquivalenceOptions Equivalence { get; init; } = new() { Tolerance = 1e-4 };
}
