using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Matching;

/// <summary>Where the units of an axis are shown among a network's activations.</summary>
/// <param name="Key">The name of the activations: a layer for its outputs, a layer and ".input" for its inputs.</param>
/// <param name="First">The first unit of the axis among them.</param>
/// <param name="Length">The number of units.</param>
/// <param name="Total">The number of units under the name.</param>
internal sealed record ActivationPlace(string Key, long First, long Length, long Total)
{
    /// <summary>The place of an axis of a tensor; null where an axis shows no activations.</summary>
    public static ActivationPlace? Of(TensorPiece piece, int axis, long length, long total)
    {
        var dot = piece.Tensor.LastIndexOf('.');
        if (dot < 0 || axis > 1)
        {
            return null;
        }

        var first = piece.Cuts.FirstOrDefault(cut => cut.Axis == axis).First;
        return new ActivationPlace(piece.Tensor[..dot] + (axis == 0 ? string.Empty : ".input"), first, length, total);
    }

    /// <summary>The units of the axis on a batch.</summary>
    public Tensor Units(IReadOnlyDictionary<string, Tensor> activations, string model, string group)
    {
        if (!activations.TryGetValue(Key, out var found))
        {
            throw new ArgumentException($"The {model} gives no activations for group '{group}'{(Key == group ? string.Empty : $", expected under '{Key}'")}; it gives {string.Join(", ", activations.Keys)}.");
        }

        if (Length == Total)
        {
            return found;
        }

        return found.dim() > 1 && found.shape[1] == Total
            ? found.narrow(1, First, Length)
            : throw new ArgumentException($"The activations '{Key}' of the {model} have shape [{string.Join(", ", found.shape)}]; expected (samples, {Total}).");
    }
}
