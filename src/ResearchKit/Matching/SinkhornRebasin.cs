using ResearchKit.Permutations;
using ResearchKit.Training;
using static TorchSharp.torch;

namespace ResearchKit.Matching;

/// <summary>Searches an alignment by gradient descent over doubly stochastic matrices in place of permutations.</summary>
/// <remarks>
/// <para>Each group has a real score matrix X; its soft permutation is P = S(X / tau), where S exponentiates and then normalises rows and columns in turn, in the
/// logarithmic domain. Soft permutations act on weights by matrix products; the loss is differentiated through all of it by AdamW steps on X. The permutation nearest to X
/// (an assignment problem) gives the alignment, and the best one seen is kept.</para>
/// <para>Two losses: the mean squared difference of the weights, which is weight matching by another engine, and any loss on data at the merged model.</para>
/// <para>Reference: Peña, Medeiros, Dubail, Aminbeidokhti, Granger and Pedersoli, Re-basin via implicit Sinkhorn differentiation, CVPR 2023 (there with implicit gradients;
/// here the normalisations are unrolled, which gives the gradient of what is computed).</para>
/// </remarks>
public static class SinkhornRebasin
{
    /// <summary>Aligns the weights of a candidate with those of a reference.</summary>
    /// <param name="spec">The permutation symmetries of both models.</param>
    /// <param name="reference">The tensors of the model that stays as it is.</param>
    /// <param name="candidate">The tensors of the model whose units are reordered.</param>
    /// <param name="options">How to search; null for the defaults.</param>
    /// <param name="progress">Told after every step.</param>
    /// <param name="cancellationToken">Looked at before every step.</param>
    /// <returns>The best alignment, with diagnostics.</returns>
    /// <exception cref="ArgumentException">A state dict does not fit the spec, or an option is out of range.</exception>
    public static SinkhornRebasinResult MatchWeights(
        PermutationSpec spec,
        IReadOnlyDictionary<string, Tensor> reference,
        IReadOnlyDictionary<string, Tensor> candidate,
        SinkhornRebasinOptions? options = null,
        IProgress<ProgressReport>? progress = null,
        CancellationToken cancellationToken = default)
    {
        options = Check(spec, reference, candidate, options);
        using var scope = NewDisposeScope();
        var target = new WeightDistance(spec, reference, candidate);
        return new SinkhornSearch(spec, reference, candidate, target, options).Run(progress, cancellationToken);
    }

    /// <summary>Searches the alignment whose merged model has the lowest loss on data.</summary>
    /// <param name="spec">The permutation symmetries of both models.</param>
    /// <param name="reference">The tensors of the model that stays as it is.</param>
    /// <param name="candidate">The tensors of the model whose units are reordered.</param>
    /// <param name="loss">The loss of the network over batches.</param>
    /// <param name="options">How to search; null for the defaults.</param>
    /// <param name="progress">Told after every step.</param>
    /// <param name="cancellationToken">Looked at before every step.</param>
    /// <returns>The best alignment, with diagnostics.</returns>
    /// <exception cref="ArgumentException">A state dict does not fit the spec, or an option is out of range.</exception>
    public static SinkhornRebasinResult MatchLoss(
        PermutationSpec spec,
        IReadOnlyDictionary<string, Tensor> reference,
        IReadOnlyDictionary<string, Tensor> candidate,
        IParameterLoss loss,
        SinkhornRebasinOptions? options = null,
        IProgress<ProgressReport>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(loss);
        options = Check(spec, reference, candidate, options);
        using var scope = NewDisposeScope();
        var target = new MergedLoss(reference, candidate, loss, options);
        return new SinkhornSearch(spec, reference, candidate, target, options).Run(progress, cancellationToken);
    }

    private static SinkhornRebasinOptions Check(PermutationSpec spec, IReadOnlyDictionary<string, Tensor> reference, IReadOnlyDictionary<string, Tensor> candidate, SinkhornRebasinOptions? options)
    {
        options ??= new SinkhornRebasinOptions();
        ArgumentOutOfRangeException.ThrowIfNegative(options.Steps, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Iterations, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.Temperature, nameof(options));
        ArgumentOutOfRangeException.ThrowIfNegative(options.StartNoise, nameof(options));
        if (options.Lambda is { } lambda && !(lambda > 0 && lambda <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(options), lambda, "Lambda must be above 0 and at most 1; at 0 the candidate has no part in the loss.");
        }

        MatchingGuard.CheckModels(spec, reference, candidate);
        return options;
    }
}
