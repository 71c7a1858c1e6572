using static TorchSharp.torch;

namespace ResearchKit.Checkpoints;

/// <summary>Reads and writes state dicts as safetensors files, as PyTorch's and other tools do.</summary>
/// <remarks>Names are kept as they are, so that a file written by PyTorch loads into a module of the same names and back.</remarks>
public static class Safetensors
{
    /// <summary>Reads all tensors of a file, or of several files by their <c>.index.json</c>.</summary>
    /// <param name="path">A <c>.safetensors</c> file, or an index such as <c>model.safetensors.index.json</c>.</param>
    /// <returns>The tensors by name, in the file's order, on the CPU; the caller owns them.</returns>
    /// <exception cref="InvalidDataException">A file is not as the format says; the message names the file and the fault.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static Dictionary<string, Tensor> Load(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (path.EndsWith(SafetensorsIndex.Ending, StringComparison.OrdinalIgnoreCase))
        {
            return SafetensorsIndex.Load(path);
        }

        using var file = SafetensorsFile.Open(path);
        return file.LoadAll();
    }

    /// <summary>Writes tensors to a file, whole or not at all.</summary>
    /// <remarks>
    /// The header keeps the order of <paramref name="tensors"/>. The data is laid out by falling element size, so that every tensor is
    /// aligned for readers that map the file. Tensors that share memory are written apart.
    /// </remarks>
    /// <param name="path">The file; its folder is created when missing; a file that is there is replaced.</param>
    /// <param name="tensors">Tensors of any layout and device, of the dtypes F64, F32, F16, BF16, I64, I32, I16, I8, U8, BOOL.</param>
    /// <param name="metadata">Free text to put into the header, or null.</param>
    /// <exception cref="ArgumentException">A dtype has no place in the format, or a tensor has the reserved name <c>__metadata__</c>.</exception>
    /// <exception cref="IOException">The file cannot be written; the old one stays.</exception>
    public static void Save(string path, IReadOnlyDictionary<string, Tensor> tensors, IReadOnlyDictionary<string, string>? metadata = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(tensors);
        var names = tensors.Keys.ToArray();
        var layout = new SafetensorsLayout([.. names.Select(name => Item(name, tensors[name]))], metadata);
        AtomicFile.Write(path, stream =>
        {
            stream.Write(layout.Header);
            foreach (var place in layout.DataOrder)
            {
                TensorBytes.Write(tensors[names[place]], stream);
            }
        });
    }

    private static SafetensorsLayout.Item Item(string name, Tensor tensor) => tensor is null
        ? throw new ArgumentException($"tensor '{name}' is null; expected one of {SafetensorsDType.Names}", nameof(tensor))
        : new SafetensorsLayout.Item(name, tensor.dtype, tensor.shape, tensor.NumberOfElements * ElementSize.Of(tensor.dtype));
}
