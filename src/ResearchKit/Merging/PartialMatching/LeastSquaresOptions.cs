namespace ResearchKit.Merging.PartialMatching;

/// <summary>How <see cref="LayerwiseLeastSquares"/> refits layers.</summary>
public sealed record LeastSquaresOptions
{
    /// <summary>The pull λ to the weights before the fit, in shares of the mean diagonal of the Gram matrix; 0 or more. From 0 to 1e-2 nothing changes on digits.</summary>
    public double Ridge { get; init => field = MergeGuard.NotNegative(value); } = 1e-4;

    /// <summary>What a layer is asked to reproduce.</summary>
    public LeastSquaresForm Form { get; init; } = LeastSquaresForm.Averaged;

    /// <summary>Whether heads of different tasks are refitted too; otherwise they stay the original heads, reordered. Shared heads always are.</summary>
    public bool FitSeparateHeads { get; init; }
}
