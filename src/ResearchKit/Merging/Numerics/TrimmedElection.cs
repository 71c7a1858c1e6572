using System.Numerics;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Merging.Numerics;

/// <summary>Trims the change of each model to its largest values and elects signs, reading every model twice and making no tensor but the result.</summary>
/// <remarks>The first pass finds each model's threshold, the second trims, elects and averages block by block. The bits are those of <see cref="Election"/> on trimmed tensors.</remarks>
internal static class TrimmedElection
{
    /// <summary>Whether all tensors are plain ones of one shape and type.</summary>
    public static bool Applies(IEnumerable<Tensor> models, Tensor basis) =>
        basis.dtype is ScalarType.Float32 or ScalarType.Float64 && basis.device.type == DeviceType.CPU && basis.is_contiguous()
        && models.All(model => model.dtype == basis.dtype && model.device.type == DeviceType.CPU && model.is_contiguous() && model.shape.AsSpan().SequenceEqual(basis.shape));

    /// <summary>θ_0 + λ Σ w δ over the values δ that are among the largest of their model and have the elected sign; divided by Σ w over them when normalised.</summary>
    /// <param name="models">The models.</param>
    /// <param name="basis">The base model θ_0.</param>
    /// <param name="densities">The share of each model's values that stay.</param>
    /// <param name="weights">The weights w.</param>
    /// <param name="ballot">The weights of the models in the election.</param>
    /// <param name="normalize">Whether a sum is divided by the weights that took part.</param>
    /// <param name="lambda">The factor λ.</param>
    public static Tensor Combine(IReadOnlyList<Tensor> models, Tensor basis, IReadOnlyList<double> densities, IReadOnlyList<double> weights, IReadOnlyList<double> ballot, bool normalize, double lambda)
    {
        var merged = basis.dtype == ScalarType.Float64
            ? Combine<double, long>(models, basis, densities, weights, ballot, normalize, lambda)
            : Combine<float, int>(models, basis, densities, weights, ballot, normalize, lambda);
        GC.KeepAlive(models);
        return merged;
    }

    private static Tensor Combine<T, TKey>(IReadOnlyList<Tensor> models, Tensor basis, IReadOnlyList<double> densities, IReadOnlyList<double> weights, IReadOnlyList<double> ballot, bool normalize, double lambda)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TKey : unmanaged, IBinaryInteger<TKey>, IMinMaxValue<TKey>
    {
        var ground = new NativeVector<T>(basis);
        IBlocks<T>[] trimmed = [.. models.Zip(densities, (model, density) => Trim<T, TKey>(new NativeVector<T>(model), ground, density))];
        return Election.Combine(trimmed, basis, weights, ballot, normalize, basis, lambda);
    }

    private static TrimmedDifference<T, TKey> Trim<T, TKey>(NativeVector<T> model, NativeVector<T> basis, double density)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TKey : unmanaged, IBinaryInteger<TKey>, IMinMaxValue<TKey>
    {
        var threshold = density < 1
            ? MagnitudeThreshold<TKey>.Find([new Difference<T, TKey>(model, basis)], Kept.Count(density, model.Length))
            : MagnitudeThreshold<TKey>.Everything;
        return new TrimmedDifference<T, TKey>(model, basis, threshold);
    }
}
