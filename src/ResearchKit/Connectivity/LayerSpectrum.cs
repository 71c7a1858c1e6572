using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Connectivity;

/// <summary>The thin singular value decomposition W = U diag(s) Vᵀ of one layer's weight.</summary>
/// <remarks>
/// A convolution's weight is reshaped to (out, in·height·width): a permutation of its input channels is then an orthogonal map of the right vectors, so
/// that singular values do not change. Everything is float64. The object owns its tensors.
/// </remarks>
public sealed class LayerSpectrum : IDisposable
{
    private readonly double[] _values;

    private LayerSpectrum(string name, Tensor u, Tensor vh, double[] values)
    {
        Name = name;
        U = u;
        Vh = vh;
        _values = values;
    }

    /// <summary>The name of the weight.</summary>
    public string Name { get; }

    /// <summary>The left singular vectors in columns, (out, k).</summary>
    public Tensor U { get; }

    /// <summary>The right singular vectors in rows, (k, in).</summary>
    public Tensor Vh { get; }

    /// <summary>The singular values, falling; k = min(out, in) of them.</summary>
    public IReadOnlyList<double> Values => _values;

    /// <summary>Decomposes a weight.</summary>
    /// <param name="name">The name of the weight, for messages.</param>
    /// <param name="weight">A floating-point tensor of at least two axes; axes after the first are joined.</param>
    /// <returns>The decomposition; the caller owns it.</returns>
    /// <exception cref="ArgumentException">The tensor has fewer than two axes, no elements, or an element that is not finite.</exception>
    public static LayerSpectrum Of(string name, Tensor weight)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(weight);
        if (weight.shape.Length < 2 || weight.numel() == 0 || !weight.is_floating_point())
        {
            throw new ArgumentException($"tensor '{name}' is {weight.dtype} [{string.Join(", ", weight.shape)}]; expected a floating-point weight of at least two axes", nameof(weight));
        }

        using var frozen = no_grad();
        using var scope = NewDisposeScope();
        var matrix = weight.detach().to(ScalarType.Float64).to(CPU).flatten(1); // (out, in)
        if (!matrix.isfinite().all().item<bool>())
        {
            throw new ArgumentException($"tensor '{name}' has an element that is NaN or infinite; it has no singular values", nameof(weight));
        }

        var (u, s, vh) = linalg.svd(matrix, false);
        var values = s.contiguous().data<double>().ToArray();
        return new LayerSpectrum(name, u.MoveToOuterDisposeScope(), vh.MoveToOuterDisposeScope(), values);
    }

    /// <summary>How many singular vectors have a value of at least γ times the largest.</summary>
    /// <param name="threshold">γ, from 0 (all are kept) to 1.</param>
    /// <returns>A number from 1 to k; k for a weight of zeros.</returns>
    /// <exception cref="ArgumentOutOfRangeException">γ is outside 0 to 1.</exception>
    public int Kept(double threshold)
    {
        CheckThreshold(threshold);
        return _values.Count(v => v >= threshold * _values[0]);
    }

    /// <summary>The partial isometry O = U_k V_kᵀ of the kept vectors; it does not depend on signs, nor on the basis within equal singular values.</summary>
    /// <param name="threshold">γ, as in <see cref="Kept"/>.</param>
    /// <returns>A new (out, in) float64 tensor.</returns>
    public Tensor PartialIsometry(double threshold)
    {
        var kept = Kept(threshold);
        using var scope = NewDisposeScope();
        return U.narrow(1, 0, kept).matmul(Vh.narrow(0, 0, kept)).MoveToOuterDisposeScope();
    }

    /// <summary>The weight with only the kept vectors, U_k diag(s_k) V_kᵀ: the nearest matrix of that rank.</summary>
    /// <param name="threshold">γ, as in <see cref="Kept"/>.</param>
    /// <returns>A new (out, in) float64 tensor.</returns>
    public Tensor Truncated(double threshold)
    {
        var kept = Kept(threshold);
        using var scope = NewDisposeScope();
        var scaled = U.narrow(1, 0, kept) * tensor(_values[..kept], [1, kept], ScalarType.Float64);
        return scaled.matmul(Vh.narrow(0, 0, kept)).MoveToOuterDisposeScope();
    }

    /// <summary>Frees the vectors.</summary>
    public void Dispose()
    {
        U.Dispose();
        Vh.Dispose();
    }

    private static void CheckThreshold(double threshold)
    {
        if (!(threshold is >= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(threshold), threshold, "expected a threshold from 0 to 1");
        }
    }
}
