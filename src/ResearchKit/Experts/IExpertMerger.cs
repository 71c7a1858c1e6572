namespace ResearchKit.Experts;

/// <summary>A way to make a mixture-of-experts layer smaller: merging, pruning or compressing its experts.</summary>
/// <remarks>Implementations are small records: their properties are the method's parameters with the defaults of its paper. They are immutable and thread safe.</remarks>
public interface IExpertMerger
{
    /// <summary>The name by which commands and tables know the method.</summary>
    string Name { get; }

    /// <summary>The paper or code that the method is from.</summary>
    string Source { get; }

    /// <summary>How the method divides the number of experts that stay among layers, where the caller does not say.</summary>
    ExpertBudgetRule Budget { get; }

    /// <summary>Makes one layer smaller.</summary>
    /// <param name="calibration">The layer and what was measured on it; it is not changed.</param>
    /// <param name="target">How small, and around which experts.</param>
    /// <param name="cancellationToken">Looked at between steps.</param>
    /// <returns>The smaller layer with its groups and diagnostics; it owns its tensors.</returns>
    /// <exception cref="ArgumentException">The target does not fit the layer, the calibration lacks something, or a weight is NaN or infinite.</exception>
    /// <exception cref="InvalidOperationException">The method needs tokens and none were kept.</exception>
    ExpertMergeResult Merge(ExpertCalibration calibration, ExpertMergeTarget target, CancellationToken cancellationToken = default);
}
