using static TorchSharp.torch;

namespace ResearchKit.Models;

/// <summary>Records the activations of a model.</summary>
internal static class ActivationRecorder
{
    /// <summary>Runs a model without gradients and hands over copies of what it kept, so that later work in place cannot change them.</summary>
    /// <param name="run">Runs the model and adds the activations to the dictionary.</param>
    /// <returns>The activations, owned by the caller.</returns>
    public static Dictionary<string, Tensor> Record(Action<Dictionary<string, Tensor>> run)
    {
        var kept = new Dictionary<string, Tensor>();
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        run(kept);
        var released = new Dictionary<string, Tensor>(kept.Count);
        foreach (var (name, value) in kept)
        {
            released.Add(name, value.clone().MoveToOuterDisposeScope());
        }

        return released;
    }
}
