using ResearchKit.Permutations;
using static TorchSharp.torch;

namespace ResearchKit.Matching;

/// <summary>Several models in a common order of units, and their mean.</summary>
public sealed record MergeManyResult
{
    /// <summary>The alignment to apply to each model, in the order given.</summary>
    public required IReadOnlyList<Alignment> Alignments { get; init; }

    /// <summary>The mean of the aligned models, owned by the caller; tensors of whole numbers are the first model's.</summary>
    public required Dictionary<string, Tensor> Merged { get; init; }

    /// <summary>The number of passes, the last one without progress included.</summary>
    public required int Passes { get; init; }

    /// <summary>Whether the search ended because a pass made no progress.</summary>
    public required bool Converged { get; init; }

    /// <summary>The sum over models of the squared L2 distance to the mean of all, before the first pass and after every pass; never increasing.</summary>
    public required IReadOnlyList<double> DispersionTrace { get; init; }

    /// <summary>The wall time in seconds.</summary>
    public required double Seconds { get; init; }
}
