using static TorchSharp.torch;

namespace ResearchKit.Models;

/// <summary>Hands recorded activations over to the caller of a model.</summary>
internal static class ActivationRecorder
{
    /// <summary>Copies activations out of the current scope, so that later work in place cannot change them.</summary>
    public static Dictionary<string, Tensor> Release(Dictionary<string, Tensor> kept)
    {
        var released = new Dictionary<string, Tensor>(kept.Count);
        foreach (var (name, value) in kept)
        {
            released.Add(name, value.clone().MoveToOuterDisposeScope());
        }

        return released;
    }
}
