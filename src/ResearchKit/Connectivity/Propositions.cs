using ResearchKit.Data;
using ResearchKit.Models;
using ResearchKit.Training;
using static TorchSharp.torch;

namespace ResearchKit.Connectivity;

/// <summary>Checks, on given networks, the statements about permuted layers that hold exactly, so that an experiment can test its instruments first.</summary>
/// <remarks>Reference: Ito, Yamada and Kumagai, 2024, theorems 3.1, 4.1 and 4.2. Everything is computed in double precision.</remarks>
public static class Propositions
{
    /// <summary>How far the inner product of two layers is from its sum over pairs of singular triples.</summary>
    /// <remarks>|⟨A, B⟩ - Σ_ij s_i t_j (u_i·u'_j)(v_i·v'_j)| / (‖A‖ ‖B‖): rounding only, by theorem 4.1.</remarks>
    /// <param name="a">The singular triples of the first weight.</param>
    /// <param name="b">The singular triples of the second weight, permuted or not.</param>
    /// <param name="weightA">The first weight.</param>
    /// <param name="weightB">The second weight.</param>
    /// <returns>A relative error.</returns>
    /// <exception cref="ArgumentException">The layers differ in shape.</exception>
    public static double MatchingIdentityError(LayerSpectrum a, LayerSpectrum b, Tensor weightA, Tensor weightB)
    {
        ModelSpectrum.CheckPair(a, b);
        ArgumentNullException.ThrowIfNull(weightA);
        ArgumentNullException.ThrowIfNull(weightB);
        using var frozen = no_grad();
        using var scope = NewDisposeScope();
        var (x, y) = (weightA.to(ScalarType.Float64), weightB.to(ScalarType.Float64));
        var (s, t) = (Column(a.Values), Column(b.Values));
        var terms = a.U.t().matmul(b.U) * a.Vh.matmul(b.Vh.t()); // (k, k)
        var sum = (terms * s.matmul(t.t())).sum().item<double>();
        return Math.Abs((x * y).sum().item<double>() - sum) / (x.norm().item<double>() * y.norm().item<double>());
    }

    /// <summary>By how much the outputs of two layers differ beyond what theorem 4.2 allows.</summary>
    /// <remarks>max over inputs of (‖relu(A z) - relu(B z)‖² - bound) / bound; never above rounding.</remarks>
    /// <param name="a">The singular triples of the first weight.</param>
    /// <param name="b">The singular triples of the second weight.</param>
    /// <param name="inputs">The inputs z, (N, n).</param>
    /// <returns>The largest relative excess; negative where the bound has room.</returns>
    /// <exception cref="ArgumentException">The layers differ in shape or the inputs do not fit them.</exception>
    public static double OutputBoundExcess(LayerSpectrum a, LayerSpectrum b, Tensor inputs)
    {
        var bounds = LayerOutputBound.Squared(a, b, inputs);
        using var frozen = no_grad();
        using var scope = NewDisposeScope();
        var z = LayerInputs.Check(a, inputs);
        var difference = z.matmul(Weight(a).t()).relu() - z.matmul(Weight(b).t()).relu(); // (N, m)
        var actual = difference.square().sum(1).contiguous().data<double>().ToArray();
        return actual.Zip(bounds, (x, bound) => (x - bound) / Math.Max(bound, double.Epsilon)).Max();
    }

    /// <summary>The Taylor estimate of a barrier over the barrier itself, for a smooth network and a near copy of it: 1 up to the order of the noise, by theorem 3.1.</summary>
    /// <remarks>The network has tanh units and double precision; with ReLU the second derivative misses the kinks and the ratio does not tend to 1.</remarks>
    /// <param name="images">Images to take the loss on.</param>
    /// <param name="noise">The standard deviation of the noise on every weight, over that of the initial weights.</param>
    /// <param name="seed">The root of the network and of the noise.</param>
    /// <param name="hiddenSize">Units in each of the two hidden layers.</param>
    /// <returns>Estimate over actual, at λ = 1/2.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The noise or the size is not positive.</exception>
    public static double TaylorRatio(LabelledImages images, double noise, Seed seed, int hiddenSize = 32)
    {
        ArgumentNullException.ThrowIfNull(images);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(noise);
        using var scope = NewDisposeScope();
        var inputs = (int)(images.Images.numel() / images.Count);
        var options = new MlpOptions { InputSize = inputs, HiddenSizes = [hiddenSize, hiddenSize], Activation = Activation.Tanh, DataType = ScalarType.Float64 };
        using var model = new Mlp(options, seed.For("network"));
        using var other = new Mlp(options, seed.For("noise")); // independent initial weights are noise of the weights' own size
        var a = model.state_dict().ToDictionary(p => p.Key, p => p.Value.detach().clone());
        var direction = other.state_dict();
        var b = a.ToDictionary(p => p.Key, p => (p.Value + (direction[p.Key].detach() * noise)).detach());
        var loss = new ModelLoss(model, images, 500);
        var actual = loss.Evaluate(Interpolation.Lerp(a, b, 0.5)).Loss - (0.5 * (loss.Evaluate(a).Loss + loss.Evaluate(b).Loss));
        return TaylorBarrier.Measure(loss, a, b).Half / actual;
    }

    private static Tensor Column(IReadOnlyList<double> values) => tensor(values.ToArray(), [values.Count, 1], ScalarType.Float64);

    private static Tensor Weight(LayerSpectrum layer) => (layer.U * Column(layer.Values).t()).matmul(layer.Vh);
}
