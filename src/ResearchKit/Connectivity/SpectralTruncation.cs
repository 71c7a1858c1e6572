using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Connectivity;

/// <summary>Reduces a model's weights to their dominant singular directions.</summary>
public static class SpectralTruncation
{
    /// <summary>Replaces every weight by its part with singular values of at least γ times the layer's largest.</summary>
    /// <remarks>
    /// Matching two truncated models asks whether the dominant directions alone decide the permutation: give the results to a matching method and apply the alignment
    /// that it finds to the full model. Truncation commutes with permutation.
    /// </remarks>
    /// <param name="parameters">The tensors of the model by name.</param>
    /// <param name="threshold">γ, from 0 (nothing changes but rounding) to 1.</param>
    /// <param name="others">Whether biases and the other tensors keep their values (true) or become zero, so that they have no say in the matching (false).</param>
    /// <returns>A new state dict of the same names, shapes and number types; the caller owns it.</returns>
    /// <exception cref="ArgumentException">A weight cannot be decomposed, or γ is outside 0 to 1.</exception>
    public static Dictionary<string, Tensor> Truncate(IReadOnlyDictionary<string, Tensor> parameters, double threshold, bool others = true)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        using var frozen = no_grad();
        var result = new Dictionary<string, Tensor>(parameters.Count);
        foreach (var (name, tensor) in parameters)
        {
            using var scope = NewDisposeScope();
            Tensor value;
            if (ModelSpectrum.IsWeight(name, tensor))
            {
                using var spectrum = LayerSpectrum.Of(name, tensor);
                value = spectrum.Truncated(threshold).reshape(tensor.shape).to(tensor.dtype).to(tensor.device);
            }
            else
            {
                value = others || !tensor.is_floating_point() ? tensor.detach().clone() : zeros_like(tensor.detach());
            }

            result.Add(name, value.MoveToOuterDisposeScope());
        }

        return result;
    }
}
