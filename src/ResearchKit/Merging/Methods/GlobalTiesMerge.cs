using ResearchKit.Merging.Numerics;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Merging.Methods;

/// <summary>TIES as its paper has it: all parameters of a model are ranked together, so that layers which hardly moved may lose everything.</summary>
/// <remarks>
/// Each model keeps its ⌊density·n⌋ largest changes of all n, and others that equal the smallest of them. The elected sign is that of Σ δ_i without weights; where that is 0, the one that
/// most parameters elect. θ = θ_0 + λ Σ w_i δ_i / Σ w_i over the models that agree. <see cref="TiesMerge"/> trims tensor by tensor, as checkpoint tools do.
/// Reference: Yadav et al., 2023 (arXiv 2306.01708), algorithm 1.
/// </remarks>
public sealed record GlobalTiesMerge : IWholeModelMethod
{
    // Weights of the models that agree may cancel; a sum below this is not divided by.
    private const double SmallestShare = 1e-8;

    /// <inheritdoc/>
    public string Name => "ties_global";

    /// <summary>The share of all parameters of a model that stays, above 0 and at most 1; 0.2 in the paper.</summary>
    public double Density { get; init => field = MergeGuard.PositiveShare(value); } = 0.2;

    /// <summary>The factor λ of the combined task vector; a finite number.</summary>
    public double Lambda { get; init => field = MergeGuard.Finite(value); } = 1;

    /// <inheritdoc/>
    public Tensor Merge(MergeInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return Prepare([input]).Merge(input);
    }

    /// <inheritdoc/>
    public IMergeMethod Prepare(IReadOnlyList<MergeInput> inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        if (inputs.Count == 0)
        {
            throw new ArgumentException($"Merge method '{Name}' was given no tensors; expected those of whole models.", nameof(inputs));
        }

        using var scope = NewDisposeScope();
        double[] thresholds = [.. Enumerable.Range(0, inputs[0].Tensors.Count).Select(model => Threshold(inputs, model))];
        var majority = inputs.Sum(input => Votes(input, thresholds)) >= 0 ? 1.0 : -1.0;
        return new MergeMethod(Name, input => Combine(input, thresholds, majority));
    }

    private double Threshold(IReadOnlyList<MergeInput> inputs, int model)
    {
        using var scope = NewDisposeScope();
        var type = inputs.Any(input => input.Tensors[model].dtype == ScalarType.Float64) ? ScalarType.Float64 : ScalarType.Float32;
        Tensor[] deltas = [.. inputs.Select(input => input.Delta(model).to(type).contiguous()).Where(delta => delta.numel() > 0)];
        return deltas.Length == 0 ? 0 : MagnitudeSelection.Ranked(deltas, Kept.Count(Density, deltas.Sum(delta => delta.numel())));
    }

    /// <summary>How many positions of a tensor elect + less those that elect −.</summary>
    private static double Votes(MergeInput input, double[] thresholds)
    {
        using var scope = NewDisposeScope();
        return Ballot(input, thresholds).sign().sum(ScalarType.Float64).ToDouble();
    }

    private static Tensor Ballot(MergeInput input, double[] thresholds) =>
        WeightedSum.Of([.. Trimmed(input, thresholds)], [.. thresholds.Select(_ => 1.0)], input.CanonicalOrder());

    private static IEnumerable<Tensor> Trimmed(MergeInput input, double[] thresholds) => thresholds.Select((threshold, model) =>
    {
        var delta = input.Delta(model);
        return delta.where(delta.abs().ge(threshold), zeros_like(delta));
    });

    private Tensor Combine(MergeInput input, double[] thresholds, double majority)
    {
        using var scope = NewDisposeScope();
        var sign = Ballot(input, thresholds).sign();
        sign = sign.where(sign.ne(0), full_like(sign, majority));
        Tensor[] deltas = [.. Trimmed(input, thresholds)];
        Tensor[] agree = [.. deltas.Select(delta => delta.sign().eq(sign).to(delta.dtype))];
        var order = input.CanonicalOrder();
        var share = WeightedSum.Of(agree, input.Weights, order);
        var sum = WeightedSum.Of([.. deltas.Zip(agree, (delta, one) => delta * one)], input.Weights, order);
        return sum.div_(share.where(share.abs().gt(SmallestShare), ones_like(share))).mul_(Lambda).add_(input.RequireBase()).MoveToOuterDisposeScope();
    }
}
