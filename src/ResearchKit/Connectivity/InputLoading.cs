using ResearchKit.Models;
using ResearchKit.Training;
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

    /// <summary>The loadings of every layer of a multilayer perceptron on the images and on the activations that they cause.</summary>
    /// <param name="model">The network; its own tensors are put back.</param>
    /// <param name="parameters">The tensors to run and decompose.</param>
    /// <param name="images">A batch of images.</param>
    /// <param name="cancellationToken">Stops between layers.</param>
    /// <returns>One record for each layer, in order.</returns>
    /// <exception cref="ArgumentException">The tensors are not the model's, or the inputs of a layer are all zero.</exception>
    public static IReadOnlyList<LayerLoading> OfLayers(Mlp model, IReadOnlyDictionary<string, Tensor> parameters, Tensor images, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(images);
        using var scope = NewDisposeScope();
        using var spectrum = ModelSpectrum.Of(parameters, cancellationToken: cancellationToken);
        using var session = new ModelSession(model, parameters);
        var activations = model.Activations(images.to(model.Options.DataType));
        Tensor[] inputs = [images, .. activations.Values];
        return [.. spectrum.Layers.Zip(inputs, (layer, z) => new LayerLoading(layer.Name, layer.Values, Mean(layer, z)))];
    }
}
