using ResearchKit.Permutations;
using ResearchKit.Training;
using static TorchSharp.torch;

namespace ResearchKit.Matching;

/// <summary>Searches the alignment whose merged model has the lowest loss, by gradient steps on free weights that are projected onto aligned candidates.</summary>
/// <remarks>
/// <para>Free weights w; the projection pi = argmax ⟨w, pi(theta_b)⟩ is a weight matching. The loss is taken at (1 - lambda) theta_a + lambda pi(theta_b), and its
/// gradient with respect to pi(theta_b), lambda times the gradient at the merged model, is passed straight through the projection to w.</para>
/// <para>The alignment kept is the best on one validation batch. Running statistics of batch normalisation are interpolated like parameters; a loss that needs fresh ones must
/// reset them itself.</para>
/// <para>Reference: Ainsworth, Hayase and Srinivasa, Git Re-Basin, 2023, section 3.3 and algorithm 2.</para>
/// </remarks>
public static class StraightThroughEstimator
{
    /// <summary>Runs the search.</summary>
    /// <param name="spec">The permutation symmetries of both models.</param>
    /// <param name="reference">The tensors theta_a of the model that stays as it is.</param>
    /// <param name="candidate">The tensors theta_b of the model whose units are reordered.</param>
    /// <param name="loss">The loss of the network over batches.</param>
    /// <param name="options">How to search; null for the defaults.</param>
    /// <param name="progress">Told after every step.</param>
    /// <param name="cancellationToken">Looked at before every step.</param>
    /// <returns>The best alignment, with diagnostics.</returns>
    /// <exception cref="ArgumentException">A state dict does not fit the spec, or an option is out of range.</exception>
    /// <exception cref="OperationCanceledException">The search was cancelled.</exception>
    public static StraightThroughResult Search(
        PermutationSpec spec,
        IReadOnlyDictionary<string, Tensor> reference,
        IReadOnlyDictionary<string, Tensor> candidate,
        IParameterLoss loss,
        StraightThroughOptions? options = null,
        IProgress<ProgressReport>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(loss);
        options ??= new StraightThroughOptions();
        ArgumentOutOfRangeException.ThrowIfNegative(options.Steps, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxSweeps, 1, nameof(options));
        if (!(options.Lambda > 0 && options.Lambda <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(options), options.Lambda, "Lambda must be above 0 and at most 1; at 0 the candidate has no part in the loss.");
        }

        MatchingGuard.CheckModels(spec, reference, candidate);
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        return new StraightThroughSearch(spec, reference, candidate, loss, options).Run(progress, cancellationToken);
    }
}
