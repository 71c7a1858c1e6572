using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Connectivity;

/// <summary>Measures which singular directions of a layer its inputs excite.</summary>
public static class InputLoading
{
    /// <summary>The mean over inputs of |v_iᵀ z| / ‖z‖ for every right singular vector.</summary>
    /// <remarks>Values from 0 to 1; by chance about sqrt(2/(π n)) for n inputs. Reference: Ito, Yamada and Kumagai, 2024, figure 4.</remarks>
    /// <param name="layer">The layer.</param>
    /// <param name="inputs">What the layer is given, (N, n) after joining the axes behind the first; rows of zeros do not count.</param>
    /// <returns>One mean for each singular vector, in the order of falling singular values.</returns>
    /// <exception cref="ArgumentException">The inputs do not fit the layer, or all of them are zero.</exception>
    public static double[] Mean(LayerSpectrum layer, Tensor inputs)
    {
        ArgumentNullException.ThrowIfNull(layer);
        using var frozen = no_grad();
        using var scope = NewDisposeScope();
        var z = LayerInputs.Check(layer, inputs); // (N, n)
        var lengths = z.square().sum(1).sqrt(); // (N)
        var rows = lengths.gt(0).nonzero().flatten();
        if (rows.shape[0] == 0)
        {
            throw new ArgumentException($"all {inputs.shape[0]} inputs of layer '{layer.Name}' are zero; they have no direction", nameof(inputs));
        }

        var unit = z.index_select(0, rows) / lengths.index_select(0, rows).unsqueeze(1);
        return unit.matmul(layer.Vh.t()).abs().mean([0L]).contiguous().data<double>().ToArray();
    }
}
