using ResearchKit.Connectivity;
using ResearchKit.Merging.Methods;
using ResearchKit.Merging.Numerics;
using ResearchKit.Permutations;
using ResearchKit.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Merging.Fitting;

/// <summary>Finds how much of the base model each block of layers takes back, with the mean fixed, so that a loss of the fine-tuned task is least.</summary>
/// <remarks>
/// α_k = α K â_k / Σ â with â_k = σ(s_k) + ε; Adam on s, starting from equal shares; a share is cut at 1. The gradient of α_k is the sum over the block's tensors of the inner
/// product of θ_0 − θ and the gradient at the merged model. Reference: Lin et al., 2024 (arXiv 2309.06256), section 4.
/// </remarks>
public static class HierarchicalFit
{
    /// <summary>Finds the shares.</summary>
    /// <param name="loss">The loss of the fine-tuned task, for example of samples that the fine-tuned model wrote.</param>
    /// <param name="baseModel">The tensors before fine-tuning, θ_0.</param>
    /// <param name="tuned">The tensors after it, θ.</param>
    /// <param name="options">Mean share, blocks and steps; null for the defaults.</param>
    /// <param name="progress">Told loss and shares after every step.</param>
    /// <param name="cancellationToken">Stops between steps.</param>
    /// <returns>The shares and the method that has them.</returns>
    /// <exception cref="ArgumentException">The models differ in a tensor, have fewer layers than blocks are wanted, or a tensor is given a block that there is not.</exception>
    public static HierarchicalFitResult Fit(
        IParameterLoss loss,
        IReadOnlyDictionary<string, Tensor> baseModel,
        IReadOnlyDictionary<string, Tensor> tuned,
        HierarchicalFitOptions? options = null,
        IProgress<ProgressReport>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(loss);
        StateDictGuard.Same(baseModel, tuned, nameof(tuned));
        options ??= new HierarchicalFitOptions();
        var blocks = options.BlockOf?.ToDictionary() ?? LayerBlocks.Split(baseModel.Keys, options.Blocks);
        Check(blocks, options.Blocks);
        var logits = new double[options.Blocks];
        var adam = new AdamVector(logits.Length, options.LearningRate);
        var losses = new List<double>();
        for (var step = 0; step < options.Steps; step++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            using var scope = NewDisposeScope();
            var method = Method(blocks, logits, options);
            var merged = ModelMerge.Merge(method, [tuned], options: new ModelMergeOptions { Base = baseModel });
            losses.Add(loss.LossAndGradient(merged, Batch(loss, step, options.Seed), out var gradient));
            adam.Step(logits, Slopes(blocks, gradient, baseModel, tuned, logits, options));
            progress?.Report(new ProgressReport("heterogeneous averaging", step + 1, options.Steps, FormattableString.Invariant($"loss {losses[^1]:f4}, shares {string.Join(" ", method.Shares.Select(share => share.ToString("f2", System.Globalization.CultureInfo.InvariantCulture)))}")));
        }

        var final = Method(blocks, logits, options);
        return new HierarchicalFitResult(final, final.Shares, losses);
    }

    private static void Check(Dictionary<string, int> blocks, int count)
    {
        foreach (var (name, block) in blocks)
        {
            if (block < 0 || block >= count)
            {
                throw new ArgumentException($"Tensor '{name}' is given block {block}; expected 0 to {count - 1}.");
            }
        }
    }

    private static int Batch(IParameterLoss loss, int step, Seed seed) =>
        Permutation.Random(loss.BatchCount, seed.For("round", step / loss.BatchCount))[step % loss.BatchCount];

    private static HierarchicalMerge Method(Dictionary<string, int> blocks, double[] logits, HierarchicalFitOptions options) =>
        new(blocks, [.. Shares(logits, options).Select(share => Math.Min(1, share))], options.BaseShare);

    private static double Sigmoid(double value) => 1 / (1 + Math.Exp(-value));

    /// <summary>The shares before they are cut at 1.</summary>
    private static double[] Shares(double[] logits, HierarchicalFitOptions options)
    {
        double[] raw = [.. logits.Select(logit => Sigmoid(logit) + options.Epsilon)];
        var sum = raw.Sum();
        return [.. raw.Select(value => options.BaseShare * raw.Length * value / sum)];
    }

    private static double[] Slopes(
        Dictionary<string, int> blocks,
        Dictionary<string, Tensor> gradient,
        IReadOnlyDictionary<string, Tensor> baseModel,
        IReadOnlyDictionary<string, Tensor> tuned,
        double[] logits,
        HierarchicalFitOptions options)
    {
        using var frozen = no_grad();
        var ofShares = new double[logits.Length];
        foreach (var (name, part) in gradient)
        {
            if (blocks.TryGetValue(name, out var block))
            {
                using var scope = NewDisposeScope();
                ofShares[block] += Reductions.Dot(part.detach(), (baseModel[name].detach() - tuned[name].detach()).to(part.dtype));
            }
        }

        double[] raw = [.. logits.Select(logit => Sigmoid(logit) + options.Epsilon)];
        var sum = raw.Sum();
        var shares = Shares(logits, options);
        for (var block = 0; block < shares.Length; block++)
        {
            ofShares[block] = shares[block] > 1 ? 0 : ofShares[block]; // a share that is cut does not move
        }

        // α_k = c â_k / Σ â, so ∂α_k/∂â_j = c (1[k = j] Σ â − â_k) / (Σ â)².
        var scale = options.BaseShare * raw.Length / sum;
        var mean = ofShares.Zip(raw, (slope, value) => slope * value).Sum() / sum;
        return [.. logits.Select((logit, j) => scale * (ofShares[j] - mean) * Sigmoid(logit) * (1 - Sigmoid(logit)))];
    }
}
