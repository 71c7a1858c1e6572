using ResearchKit.Permutations;

namespace ResearchKit.Matching;

/// <summary>What a straight-through search found.</summary>
public sealed record StraightThroughResult
{
    /// <summary>The alignment with the lowest loss of the merged model on the validation batch.</summary>
    public required Alignment Alignment { get; init; }

    /// <summary>The step whose projection it is, from 0 (the start).</summary>
    public required int BestStep { get; init; }

    /// <summary>The validation loss of that alignment.</summary>
    public required double BestLoss { get; init; }

    /// <summary>The alignment after the last step.</summary>
    public required Alignment LastAlignment { get; init; }

    /// <summary>The training loss of the merged model at every step, on that step's batch.</summary>
    public required IReadOnlyList<double> LossTrace { get; init; }

    /// <summary>The validation loss of the projection before every step and after the last one.</summary>
    public required IReadOnlyList<double> ValidationTrace { get; init; }

    /// <summary>How many projections differ from the one before.</summary>
    public required int Changes { get; init; }

    /// <summary>The sweeps of weight matching over all projections.</summary>
    public required int Sweeps { get; init; }

    /// <summary>The wall time in seconds of the whole search.</summary>
    public required double Seconds { get; init; }

    /// <summary>The part of <see cref="Seconds"/> that went into projections.</summary>
    public required double ProjectionSeconds { get; init; }
}
