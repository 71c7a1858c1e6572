using static TorchSharp.torch;

namespace ResearchKit.Models;

/// <summary>Layers own their tensors.</summary>
internal static class LayerOwnership
{
    /// <summary>Takes a layer's parameters and buffers out of every dispose scope, so that they live until the layer is disposed.</summary>
    /// <remarks>TorchSharp's own layers do this in later releases; those of 0.99 leave their tensors to the scope in which they were made, which empties the layer when it ends.</remarks>
    public static T OutsideScopes<T>(this T layer)
        where T : nn.Module
    {
        // What the layer has registered: a property such as weight may give another object for the same numbers.
        foreach (var tensor in layer.state_dict().Values)
        {
            tensor.DetachFromDisposeScope();
        }

        return layer;
    }
}
