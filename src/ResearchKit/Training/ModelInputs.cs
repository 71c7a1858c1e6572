using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Training;

/// <summary>Brings inputs, scores and labels of images and of sequences into one form.</summary>
internal static class ModelInputs
{
    /// <summary>Converts numbers to the network's type; whole numbers (tokens) stay what they are.</summary>
    public static Tensor Prepare(Tensor inputs, ScalarType dataType, Device device) => (inputs.is_floating_point() ? inputs.to(dataType) : inputs).to(device);

    /// <summary>Scores and labels with one row for each label: (N, T, classes) and (N, T) become (N * T, classes) and (N * T).</summary>
    public static (Tensor Scores, Tensor Labels) Flatten(Tensor scores, Tensor labels) =>
        labels.dim() == 1 ? (scores, labels) : (scores.reshape(labels.numel(), -1), labels.reshape(-1));
}
