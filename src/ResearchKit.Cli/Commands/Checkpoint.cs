using ResearchKit.Checkpoints;
using ResearchKit.Onnx;
using static TorchSharp.torch;

namespace ResearchKit.Cli.Commands;

/// <summary>The tensors of a model file with its metadata.</summary>
/// <param name="Tensors">The tensors in their own dtypes.</param>
/// <param name="Metadata">The file's free text; empty for a model in several files.</param>
internal sealed record Checkpoint(IReadOnlyDictionary<string, Tensor> Tensors, IReadOnlyDictionary<string, string> Metadata)
{
    /// <summary>The graph, where the file is one.</summary>
    public OnnxModel? Onnx { get; init; }

    /// <summary>Writes a model of the same kind as this one, with other tensors.</summary>
    /// <param name="path">The file.</param>
    /// <param name="tensors">The tensors, of the same names.</param>
    public void SaveAs(string path, IReadOnlyDictionary<string, Tensor> tensors)
    {
        if (Onnx is not null)
        {
            Onnx.Save(path, tensors);
        }
        else
        {
            Safetensors.Save(path, tensors, Metadata);
        }
    }

    /// <summary>Reads a file.</summary>
    /// <param name="path">A .safetensors file, an index, or an .onnx file, whose tensors stay its own until the process ends.</param>
    /// <returns>The model.</returns>
    /// <exception cref="InvalidDataException">The file is not as the format says.</exception>
    public static Checkpoint Load(string path)
    {
        if (path.EndsWith(".json", StringComparison.OrdinalIgnoreCase))
        {
            return new Checkpoint(Safetensors.Load(path), new Dictionary<string, string>());
        }

        if (path.EndsWith(".onnx", StringComparison.OrdinalIgnoreCase))
        {
            var model = OnnxModel.Load(path);
            return new Checkpoint(model.StateDict(), new Dictionary<string, string>()) { Onnx = model };
        }

        using var file = SafetensorsFile.Open(path);
        return new Checkpoint(file.LoadAll(), file.Metadata);
    }

    /// <summary>The tensors to compute with: half precision is widened to float32, which holds it exactly; the rest is as it is.</summary>
    /// <returns>A state dict of the same names.</returns>
    public IReadOnlyDictionary<string, Tensor> Widened() => Tensors.ToDictionary(
        pair => pair.Key,
        pair => pair.Value.dtype is ScalarType.Float16 or ScalarType.BFloat16 ? pair.Value.to_type(ScalarType.Float32) : pair.Value);
}
