using static TorchSharp.torch;

namespace ResearchKit.Models;

/// <summary>A model that shows the activations of its hidden units, for matching by activations.</summary>
public interface IActivationSource
{
    /// <summary>Runs the model and keeps what each permutable group of units gives.</summary>
    /// <param name="images">A batch, (N, ...), as the model's forward pass takes it.</param>
    /// <returns>
    /// For every permutation group of the model, by the group's name, the activations after the non-linearity: (N, units) for a dense layer,
    /// (N, channels, height, width) for a convolution. A group that covers several layers (a residual stream) shows its last one. Attention heads are shown by what their projections give,
    /// under the layer's name, and by what the output projection takes, under its name and <c>.input</c>. Sequences count every token as a row. The caller owns the tensors.
    /// </returns>
    Dictionary<string, Tensor> Activations(Tensor images);
}
