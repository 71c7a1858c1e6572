using ResearchKit.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Connectivity;

/// <summary>Gives the activations of a merged network the means and standard deviations that those of the two models have on average.</summary>
/// <remarks>
/// Averaging makes activations collapse: their variance falls layer by layer. For every channel of a dense layer or convolution, before its activation function, the target is
/// μ* = (1−λ) μ_a + λ μ_b and σ* = (1−λ) σ_a + λ σ_b, standard deviations and not variances. The merged network runs once with each layer's output brought to the target by the
/// statistics of the batch; the averages of these statistics are then folded in: g = √((σ*² + ε) / (var + ε)), W ← g W, b ← μ* + g (b − mean). In closed form
/// var = (1−λ)²σ_a² + λ²σ_b² + 2 λ (1−λ) cov(a, b) and mean = μ*. A layer without a bias is left alone; a normalisation behind it is <see cref="BatchNormReset"/>'s business.
/// Reference: Jordan et al., 2023 (arXiv 2211.08403).
/// </remarks>
public static class Repair
{
    /// <summary>Repairs a merged model.</summary>
    /// <param name="network">A module that gives the computation; its own tensors and modes are put back.</param>
    /// <param name="a">The tensors of the model at λ = 0.</param>
    /// <param name="b">The tensors of the model at λ = 1, aligned to the first.</param>
    /// <param name="merged">The merged tensors, for example <see cref="Interpolation.Lerp"/> of both.</param>
    /// <param name="inputs">Inputs, (N, ...); labels are not needed.</param>
    /// <param name="options">Position, batches and form; null for the defaults.</param>
    /// <param name="cancellationToken">Stops between batches.</param>
    /// <returns>The repaired model and what was done to each layer.</returns>
    /// <exception cref="ArgumentException">The models differ in a tensor, there are no inputs, or an option is out of range.</exception>
    public static RepairResult Apply(
        nn.Module<Tensor, Tensor> network,
        IReadOnlyDictionary<string, Tensor> a,
        IReadOnlyDictionary<string, Tensor> b,
        IReadOnlyDictionary<string, Tensor> merged,
        Tensor inputs,
        RepairOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(network);
        StateDictGuard.Same(a, b, nameof(b));
        StateDictGuard.Same(a, merged, nameof(merged));
        options ??= new RepairOptions();
        options.Validate();
        using var frozen = no_grad();
        var targets = options.ClosedForm
            ? Together(network, a, b, inputs, options, cancellationToken)
            : Targets(ActivationStatistics.Measure(network, a, inputs, options.BatchSize, cancellationToken), ActivationStatistics.Measure(network, b, inputs, options.BatchSize, cancellationToken), options);
        foreach (var name in targets.Keys.Where(name => !merged.ContainsKey(Bias(name)) || options.Layers?.Invoke(name) == false).ToList())
        {
            targets.Remove(name);
        }

        if (!options.ClosedForm)
        {
            Settle(network, merged, inputs, targets, options, cancellationToken);
        }

        return Fold(merged, targets, options);
    }

    private static string Bias(string weight) => weight[..^"weight".Length] + "bias";

    private static Dictionary<string, RepairTarget> Targets(IReadOnlyList<ChannelStatistics> a, IReadOnlyList<ChannelStatistics> b, RepairOptions options) =>
        a.Zip(b).ToDictionary(pair => pair.First.Layer, pair => new RepairTarget(pair.First, pair.Second, options.Lambda));

    /// <summary>Targets and merged statistics from the activations of both models on the same inputs.</summary>
    private static Dictionary<string, RepairTarget> Together(
        nn.Module<Tensor, Tensor> network, IReadOnlyDictionary<string, Tensor> a, IReadOnlyDictionary<string, Tensor> b, Tensor inputs, RepairOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        var moments = new Dictionary<string, ChannelMoments>();
        var whole = inputs.shape.Length == 0 ? 1 : inputs.shape[0];
        for (var start = 0L; start < Math.Max(1, whole); start += options.BatchSize)
        {
            using var scope = NewDisposeScope();
            var batch = inputs.shape.Length == 0 ? inputs : inputs.narrow(0, start, Math.Min(options.BatchSize, whole - start));
            var first = Outputs(network, a, batch, cancellationToken);
            var second = Outputs(network, b, batch, cancellationToken);
            foreach (var ((name, rows), (_, others)) in first.Zip(second))
            {
                (moments.TryGetValue(name, out var known) ? known : moments[name] = new ChannelMoments((int)rows.shape[1])).Add(rows, others);
                rows.Dispose();
                others.Dispose();
            }
        }

        return moments.ToDictionary(pair => pair.Key, pair => new RepairTarget(pair.Key, pair.Value, options.Lambda));
    }

    /// <summary>What the layers give for one batch, in the order in which they run; the tensors are in no scope, because networks may have scopes of their own.</summary>
    private static List<(string Layer, Tensor Rows)> Outputs(nn.Module<Tensor, Tensor> network, IReadOnlyDictionary<string, Tensor> parameters, Tensor batch, CancellationToken cancellationToken)
    {
        using var session = new ModelSession(network, parameters);
        var outputs = new List<(string, Tensor)>();
        using var hooks = new LayerHooks(network, (name, layer, _, output) =>
        {
            using var scope = NewDisposeScope();
            outputs.Add((name, ChannelMoments.Rows(layer, output).clone().DetachFromDisposeScope()));
            return output;
        });
        ActivationStatistics.Run(network, batch, batch.shape.Length == 0 ? 1 : (int)batch.shape[0], cancellationToken);
        return outputs;
    }

    /// <summary>Runs the merged network with every layer brought to its target, and notes the statistics that did it.</summary>
    private static void Settle(
        nn.Module<Tensor, Tensor> network, IReadOnlyDictionary<string, Tensor> merged, Tensor inputs, Dictionary<string, RepairTarget> targets, RepairOptions options, CancellationToken cancellationToken)
    {
        using var session = new ModelSession(network, merged);
        using var hooks = new LayerHooks(network, (name, layer, _, output) => targets.TryGetValue(name, out var target) ? target.Correct(layer, output, options.Epsilon) : output);
        ActivationStatistics.Run(network, inputs, options.BatchSize, cancellationToken);
    }

    private static RepairResult Fold(IReadOnlyDictionary<string, Tensor> merged, Dictionary<string, RepairTarget> targets, RepairOptions options)
    {
        using var scope = NewDisposeScope();
        var tensors = merged.ToDictionary(pair => pair.Key, pair => pair.Value.detach().clone());
        var layers = new List<RepairedLayer>();
        foreach (var (name, target) in targets)
        {
            var (gains, shifts) = target.Factors(options.Epsilon);
            var weight = tensors[name];
            var bias = tensors[Bias(name)];
            long[] broadcast = [weight.shape[0], .. Enumerable.Repeat(1L, weight.shape.Length - 1)];
            weight.mul_(tensor(gains).to(weight.dtype).reshape(broadcast));
            bias.mul_(tensor(gains).to(bias.dtype)).add_(tensor(shifts).to(bias.dtype));
            layers.Add(new RepairedLayer(name, target.VarianceRatio, gains.Average()));
        }

        return new RepairResult(tensors.ToDictionary(pair => pair.Key, pair => pair.Value.MoveToOuterDisposeScope()), layers);
    }
}
