using ResearchKit.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Connectivity;

/// <summary>Measures how far the leading singular vectors of two models' weights point the same way.</summary>
/// <remarks>
/// R = Σ_l Σ_ij (u_i^a·u_j^b)(v_i^a·v_j^b) / Σ_l n_l over kept vectors. The double sum is the inner product of the partial isometries
/// O = U_k V_kᵀ of both models, which needs no loop and does not depend on the signs that a decomposition happens to choose. n_l is the smaller of the two
/// numbers of kept vectors, so that |R| is at most 1. To score a permutation, give the permuted model as the second one.
/// Reference: Ito, Yamada and Kumagai, 2024, section 4.
/// </remarks>
public static class SingularVectorAlignment
{
    /// <summary>The alignment of two models at one threshold.</summary>
    /// <param name="a">The first model.</param>
    /// <param name="b">The second model, already permuted.</param>
    /// <param name="threshold">γ, from 0 (every vector counts) to 1.</param>
    /// <returns>R in total and by layer.</returns>
    /// <exception cref="ArgumentException">The models differ in their layers, or γ is outside 0 to 1.</exception>
    public static AlignmentScore Measure(ModelSpectrum a, ModelSpectrum b, double threshold)
        => new(threshold, [.. ModelSpectrum.Pairs(a, b).Select(p => Measure(p.A, p.B, threshold))]);

    /// <summary>The alignment of two models at several thresholds.</summary>
    /// <param name="a">The first model.</param>
    /// <param name="b">The second model, already permuted.</param>
    /// <param name="thresholds">The values of γ.</param>
    /// <returns>A score for each threshold, in the order given.</returns>
    /// <exception cref="ArgumentException">The models differ in their layers, or a γ is outside 0 to 1.</exception>
    public static IReadOnlyList<AlignmentScore> Sweep(ModelSpectrum a, ModelSpectrum b, IReadOnlyList<double> thresholds)
    {
        ArgumentNullException.ThrowIfNull(thresholds);
        return [.. thresholds.Select(t => Measure(a, b, t))];
    }

    /// <summary>The alignment of one layer.</summary>
    /// <param name="a">The layer of the first model.</param>
    /// <param name="b">The same layer of the second model, already permuted.</param>
    /// <param name="threshold">γ, from 0 to 1.</param>
    /// <returns>The layer's overlap and counts.</returns>
    /// <exception cref="ArgumentException">The layers differ, or γ is outside 0 to 1.</exception>
    public static LayerAlignment Measure(LayerSpectrum a, LayerSpectrum b, double threshold)
    {
        ModelSpectrum.CheckPair(a, b);
        using var scope = NewDisposeScope();
        var (keptA, keptB) = (a.Kept(threshold), b.Kept(threshold));

        // ⟨U_a V_aᵀ, U_b V_bᵀ⟩ = ⟨U_aᵀ U_b, V_aᵀ V_b⟩: small products when few vectors are kept.
        var left = a.U.narrow(1, 0, keptA).t().matmul(b.U.narrow(1, 0, keptB)); // (kept a, kept b)
        var right = a.Vh.narrow(0, 0, keptA).matmul(b.Vh.narrow(0, 0, keptB).t());
        return new LayerAlignment(a.Name, (left * right).sum().ToNumber(), keptA, keptB);
    }

    /// <summary>The terms (u_i^a·u_j^b)(v_i^a·v_j^b) of the leading vectors of one layer, for a heat map.</summary>
    /// <param name="a">The layer of the first model.</param>
    /// <param name="b">The same layer of the second model, already permuted.</param>
    /// <param name="count">How many leading vectors; the layer's own number when that is smaller.</param>
    /// <returns>Row i, column j: the term of vector i of the first model and j of the second.</returns>
    /// <exception cref="ArgumentException">The layers differ, or <paramref name="count"/> is below 1.</exception>
    public static double[,] HeatMap(LayerSpectrum a, LayerSpectrum b, int count = 20)
    {
        ModelSpectrum.CheckPair(a, b);
        if (count < 1)
        {
            throw new ArgumentException($"the count is {count}; expected at least 1", nameof(count));
        }

        var size = Math.Min(count, a.Values.Count);
        using var scope = NewDisposeScope();
        var left = a.U.narrow(1, 0, size).t().matmul(b.U.narrow(1, 0, size));
        var right = a.Vh.narrow(0, 0, size).matmul(b.Vh.narrow(0, 0, size).t());
        var terms = (left * right).contiguous().data<double>().ToArray();
        var map = new double[size, size];
        Buffer.BlockCopy(terms, 0, map, 0, terms.Length * sizeof(double));
        return map;
    }
}
