using ResearchKit.Permutations;

namespace ResearchKit.Matching;

/// <summary>What a Sinkhorn re-basin search found.</summary>
public sealed record SinkhornRebasinResult
{
    /// <summary>The alignment with the lowest hard loss.</summary>
    public required Alignment Alignment { get; init; }

    /// <summary>The step before which the scores gave that alignment, from 0 (the start).</summary>
    public required int BestStep { get; init; }

    /// <summary>The loss under the soft alignment at every step: the mean squared difference of the weights, or the loss on that step's batch.</summary>
    public required IReadOnlyList<double> SoftLossTrace { get; init; }

    /// <summary>The loss under the permutations nearest to the scores, before every step and after the last: the L2 distance, or the loss of the merged model on the validation batch.</summary>
    public required IReadOnlyList<double> HardLossTrace { get; init; }

    /// <summary>The number of steps taken.</summary>
    public required int Steps { get; init; }

    /// <summary>Whether the search ended early because the models coincide.</summary>
    public required bool Exact { get; init; }

    /// <summary>The L2 distance of the two models over all tensors but the statistics, before the search.</summary>
    public required double DistanceBefore { get; init; }

    /// <summary>The L2 distance of the reference and the aligned candidate.</summary>
    public required double DistanceAfter { get; init; }

    /// <summary>The wall time in seconds.</summary>
    public required double Seconds { get; init; }
}
