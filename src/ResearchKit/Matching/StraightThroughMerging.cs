using ResearchKit.Permutations;
using ResearchKit.Training;
using static TorchSharp.torch;

namespace ResearchKit.Matching;

/// <summary>STE-MM: searches the alignments of many models with the first whose weighted means have the lowest loss.</summary>
/// <remarks>
/// <para>Each model but the first has free weights w_i, whose projection pi_i = argmax ⟨w_i, pi(theta_i)⟩ is a weight matching that starts from the alignment and the dual prices of the step
/// before. The loss is taken at sum u_i pi_i(theta_i) with weights drawn anew for every step, and its gradient, times u_i, is passed straight through the projections to the w_i,
/// by Adam. The first model stays as it is.</para>
/// <para>The alignments kept are the best on one validation batch, by the loss of the mean; the original code keeps the last ones, which are reported too.</para>
/// <para>Reference: Ito, Yamada and Kumagai, Linear mode connectivity between multiple models modulo permutation symmetries, ICML 2025 (STE-MM).</para>
/// </remarks>
public static class StraightThroughMerging
{
    /// <summary>Runs the search.</summary>
    /// <param name="spec">The permutation symmetries of all models.</param>
    /// <param name="models">Two models or more, of the same names and shapes; the first stays as it is.</param>
    /// <param name="loss">The loss of the network over batches.</param>
    /// <param name="options">How to search; null for the defaults.</param>
    /// <param name="progress">Told after every step.</param>
    /// <param name="cancellationToken">Looked at before every step.</param>
    /// <returns>The best alignments and the mean under them, with diagnostics.</returns>
    /// <exception cref="ArgumentException">There are fewer than two models, one does not fit the spec or the others, or an option is out of range.</exception>
    /// <exception cref="OperationCanceledException">The search was cancelled.</exception>
    public static StraightThroughMergingResult Search(
        PermutationSpec spec,
        IReadOnlyList<IReadOnlyDictionary<string, Tensor>> models,
        IParameterLoss loss,
        StraightThroughMergingOptions? options = null,
        IProgress<ProgressReport>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentNullException.ThrowIfNull(models);
        ArgumentNullException.ThrowIfNull(loss);
        options ??= new StraightThroughMergingOptions();
        ArgumentOutOfRangeException.ThrowIfNegative(options.Steps, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxSweeps, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.LearningRate, nameof(options));
        if (models.Count < 2)
        {
            throw new ArgumentException($"Merging needs two models or more; {models.Count} was given.", nameof(models));
        }

        foreach (var model in models)
        {
            MatchingGuard.CheckModels(spec, models[0], model);
        }

        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        using var search = new StraightThroughMergingSearch(spec, models, loss, options);
        var result = search.Run(progress, cancellationToken);
        foreach (var tensor in result.Merged.Values)
        {
            tensor.MoveToOuterDisposeScope();
        }

        return result;
    }
}
