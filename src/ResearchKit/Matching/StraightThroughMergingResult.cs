using ResearchKit.Permutations;
using static TorchSharp.torch;

namespace ResearchKit.Matching;

/// <summary>What a straight-through search over many models found.</summary>
public sealed record StraightThroughMergingResult
{
    /// <summary>For each model the alignment of the step whose mean has the lowest validation loss; the first model's is the identity.</summary>
    public required IReadOnlyList<Alignment> Alignments { get; init; }

    /// <summary>The mean of the aligned models, owned by the caller; tensors of whole numbers are the first model's.</summary>
    public required Dictionary<string, Tensor> Merged { get; init; }

    /// <summary>The step whose projections they are, from 0 (the start).</summary>
    public required int BestStep { get; init; }

    /// <summary>The validation loss of the mean under those alignments.</summary>
    public required double BestLoss { get; init; }

    /// <summary>The alignments after the last step, which Ito et al. keep.</summary>
    public required IReadOnlyList<Alignment> LastAlignments { get; init; }

    /// <summary>The training loss of the weighted mean at every step, on that step's batch.</summary>
    public required IReadOnlyList<double> LossTrace { get; init; }

    /// <summary>The validation loss of the mean before every step and after the last one.</summary>
    public required IReadOnlyList<double> ValidationTrace { get; init; }

    /// <summary>The sweeps of weight matching over all projections.</summary>
    public required int Sweeps { get; init; }

    /// <summary>The wall time in seconds of the whole search.</summary>
    public required double Seconds { get; init; }

    /// <summary>The part of <see cref="Seconds"/> that went into projections.</summary>
    public required double ProjectionSeconds { get; init; }
}
