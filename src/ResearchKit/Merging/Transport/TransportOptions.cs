namespace ResearchKit.Merging.Transport;

/// <summary>How models are fused by optimal transport.</summary>
public sealed record TransportOptions
{
    /// <summary>How the problem of each group is solved.</summary>
    public TransportMethod Method { get; init; } = TransportMethod.Auto;

    /// <summary>What it costs to carry a unit to another.</summary>
    public GroundCost Cost { get; init; } = GroundCost.Euclidean;

    /// <summary>The weight of the entropy in shares of the largest cost of a group; above 0. 0.01 as in Singh and Jaggi's code; Imfeld et al. take 0.06 for weights and 0.08 for activations of transformers.</summary>
    public double Regularization { get; init => field = MergeGuard.Positive(value); } = 0.01;

    /// <summary>The most pairs of normalisations of Sinkhorn's iteration.</summary>
    public int MaxIterations { get; init => field = MergeGuard.AtLeastOne(value); } = 1000;

    /// <summary>When Sinkhorn's iteration ends: the error of the marginals relative to the mass.</summary>
    public double Tolerance { get; init => field = MergeGuard.NotNegative(value); } = 1e-6;

    /// <summary>The weight of the transported candidate in the fused model, from 0 to 1.</summary>
    public double Lambda { get; init => field = MergeGuard.Share(value); } = 0.5;

    /// <summary>The axis of a tensor that holds what it produces, for tensors where it is not axis 0: the table of an embedding (tokens, units) has it at 1. Null for axis 0 everywhere.</summary>
    public Func<string, int>? OutputAxis { get; init; }
}
