using ResearchKit.Merging.Numerics;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Merging.Methods;

/// <summary>Model stock: the mean of the models, pulled towards the base model the more the less their task vectors point the same way.</summary>
/// <remarks>
/// With c the mean cosine of pairs of task vectors and N models, t = N c / (1 + (N − 1) c) and θ = t mean(θ_i) + (1 − t) θ_0. A negative c makes t negative and, near
/// −1/(N − 1), unbounded, so t is cut to 0 to 1 unless <see cref="Clamp"/> is off. Weights do not matter. Reference: Jang et al., 2024 (arXiv 2403.19522), equation 6.
/// </remarks>
public sealed record ModelStockMerge : IMergeMethod
{
    // Task vectors whose lengths multiply to less have no angle; their cosine counts as (nearly) 0.
    private const double SmallestProduct = 1e-6;

    /// <inheritdoc/>
    public string Name => "model_stock";

    /// <summary>Whether each output unit has its own ratio, from its row of weights; a tensor of one axis is one row.</summary>
    public bool FilterWise { get; init; }

    /// <summary>Whether the ratio is cut to 0 to 1.</summary>
    public bool Clamp { get; init; } = true;

    /// <inheritdoc/>
    public Tensor Merge(MergeInput input)
    {
        MergeGuard.Models(input, Name, 2);
        var order = input.CanonicalOrder();
        using var scope = NewDisposeScope();
        Tensor[] deltas = [.. order.Select(input.Delta)];
        if (FilterWise && deltas[0].shape.Length > 1)
        {
            var ratios = Ratios(deltas);
            return Mean(deltas).mul_(ratios).add_(input.RequireBase()).MoveToOuterDisposeScope();
        }

        var geometry = new SpanGeometry(deltas);
        var cosine = Pairs(deltas.Length).Average(pair => geometry.Product(pair.First, pair.Second) / Math.Max(SmallestProduct, geometry.Length(pair.First) * geometry.Length(pair.Second)));
        var ratio = Ratio(cosine, deltas.Length);
        input.Report("cosine", cosine);
        input.Report("ratio", ratio);
        return Mean(deltas).mul_(ratio).add_(input.RequireBase()).MoveToOuterDisposeScope();
    }

    /// <summary>The mean, written over the first: a tensor as large as the models' is not made where one is at hand.</summary>
    private static Tensor Mean(Tensor[] deltas)
    {
        foreach (var delta in deltas)
        {
            delta.mul_(1.0 / deltas.Length);
        }

        foreach (var delta in deltas.Skip(1))
        {
            deltas[0].add_(delta);
        }

        return deltas[0];
    }

    private static IEnumerable<(int First, int Second)> Pairs(int models) =>
        Enumerable.Range(0, models).SelectMany(first => Enumerable.Range(first + 1, models - first - 1).Select(second => (first, second)));

    private double Ratio(double cosine, int models)
    {
        if (Clamp && cosine <= 0)
        {
            return 0;
        }

        var ratio = models * cosine / (1 + ((models - 1) * cosine));
        return Clamp ? Math.Clamp(ratio, 0, 1) : ratio;
    }

    /// <summary>The ratio of each row, shaped to multiply the tensor.</summary>
    private Tensor Ratios(Tensor[] deltas)
    {
        using var scope = NewDisposeScope();
        var shape = deltas[0].shape;
        Tensor[] rows = [.. deltas.Select(delta => delta.reshape(shape[0], -1).to(ScalarType.Float64))];
        Tensor[] lengths = [.. rows.Select(row => row.square().sum(1).sqrt())];
        var cosines = zeros(shape[0], dtype: ScalarType.Float64);
        var count = 0;
        foreach (var (first, second) in Pairs(deltas.Length))
        {
            cosines.add_((rows[first] * rows[second]).sum(1) / (lengths[first] * lengths[second]).clamp_min(SmallestProduct));
            count++;
        }

        double[] ratios = [.. (cosines / count).data<double>().ToArray().Select(cosine => Ratio(cosine, deltas.Length))];
        long[] broadcast = [shape[0], .. Enumerable.Repeat(1L, shape.Length - 1)];
        return tensor(ratios).reshape(broadcast).to(deltas[0].dtype).MoveToOuterDisposeScope();
    }
}
