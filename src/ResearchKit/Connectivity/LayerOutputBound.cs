using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Connectivity;

/// <summary>Bounds how far the outputs of one layer of two models differ on the same input, by singular triples.</summary>
/// <remarks>
/// For a K-Lipschitz activation σ: ‖σ(W z) - σ(W' z)‖² ≤ K² [Σ_i (s_i v_iᵀz)² + Σ_j (s'_j v'_jᵀz)² - 2 Σ_ij s_i s'_j (u_iᵀu'_j)(v_iᵀz)(v'_jᵀz)],
/// with equality for the identity. Only directions with a large s_i |v_iᵀz| matter, which is why aligning the dominant ones is enough.
/// Reference: Ito, Yamada and Kumagai, 2024, theorem 4.2, in a form with its constants worked out.
/// </remarks>
public static class LayerOutputBound
{
    /// <summary>The right-hand side of the bound for each input.</summary>
    /// <param name="a">The layer of the first model.</param>
    /// <param name="b">The same layer of the second model, already permuted.</param>
    /// <param name="inputs">The inputs z, (N, n).</param>
    /// <param name="lipschitz">K: 1 for ReLU, tanh and the identity.</param>
    /// <returns>One bound on the squared distance for each input; never below 0 but for rounding.</returns>
    /// <exception cref="ArgumentException">The layers differ, the inputs do not fit them, or K is negative.</exception>
    public static double[] Squared(LayerSpectrum a, LayerSpectrum b, Tensor inputs, double lipschitz = 1)
    {
        ModelSpectrum.CheckPair(a, b);
        if (!(lipschitz >= 0))
        {
            throw new ArgumentException($"the Lipschitz constant is {lipschitz}; expected at least 0", nameof(lipschitz));
        }

        using var frozen = no_grad();
        using var scope = NewDisposeScope();
        var z = LayerInputs.Check(a, inputs);
        var left = Loads(a, z); // (N, k): s_i v_iᵀz
        var right = Loads(b, z);
        var cross = left.matmul(a.U.t().matmul(b.U)); // (N, k): Σ_i s_i (v_iᵀz)(u_iᵀu'_j)
        var bound = (left.square().sum(1) + right.square().sum(1) - ((cross * right).sum(1) * 2)) * (lipschitz * lipschitz);
        return bound.contiguous().data<double>().ToArray();
    }

    private static Tensor Loads(LayerSpectrum layer, Tensor z)
        => z.matmul(layer.Vh.t()) * tensor(layer.Values.ToArray(), [1, layer.Values.Count], ScalarType.Float64);
}
