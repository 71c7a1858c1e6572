using static TorchSharp.torch;

namespace ResearchKit.Models;

/// <summary>A model whose permutation groups show more than the outputs of layers and one activation each: sums with the skip, and an activation behind each of them.</summary>
internal interface INodeSource
{
    /// <summary>Runs the model and shows every sum and every activation as it comes, of a residual stream those of all its blocks.</summary>
    /// <param name="input">A batch, (N, ...), as the model's forward pass takes it.</param>
    /// <param name="seen">Gets the group, the kind of the node ("sum" or "activation") and its value, (N, units, ...), which it does not keep.</param>
    void ShowNodes(Tensor input, Action<string, string, Tensor> seen);
}
