using System.Buffers.Binary;
using System.Text.Json;
using static TorchSharp.torch;

namespace ResearchKit.Checkpoints;

/// <summary>Reads and writes state dicts as safetensors files, as PyTorch's and other tools do.</summary>
/// <remarks>Names are kept as they are, so that a file written by PyTorch loads into a module of the same names and back.</remarks>
public static class Safetensors
{
    private const int Alignment = 8;

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
        foreach (var (name, tensor) in tensors)
        {
            Check(name, tensor);
        }

        var layout = tensors.OrderByDescending(pair => ElementSize.Of(pair.Value.dtype)).ToArray();
        var header = Header(tensors, layout, metadata);
        if (header.Length > SafetensorsHeader.LargestHeader)
        {
            throw new ArgumentException($"{path}: the header would take {header.Length} bytes; the format allows {SafetensorsHeader.LargestHeader}", nameof(tensors));
        }

        AtomicFile.Write(path, stream =>
        {
            Span<byte> prefix = stackalloc byte[SafetensorsHeader.PrefixBytes];
            BinaryPrimitives.WriteUInt64LittleEndian(prefix, (ulong)header.Length);
            stream.Write(prefix);
            stream.Write(header);
            foreach (var (_, tensor) in layout)
            {
                TensorBytes.Write(tensor, stream);
            }
        });
    }

    private static void Check(string name, Tensor tensor)
    {
        if (name == SafetensorsHeader.MetadataKey)
        {
            throw new ArgumentException($"a tensor is called '{name}', which the format reserves", nameof(tensor));
        }

        if (tensor is null || SafetensorsDType.NameOf(tensor.dtype) is null)
        {
            throw new ArgumentException($"tensor '{name}' is {tensor?.dtype.ToString() ?? "null"}; expected one of {SafetensorsDType.Names}", nameof(tensor));
        }
    }

    private static byte[] Header(
        IReadOnlyDictionary<string, Tensor> tensors, KeyValuePair<string, Tensor>[] layout, IReadOnlyDictionary<string, string>? metadata)
    {
        var begins = new Dictionary<string, long>(StringComparer.Ordinal);
        var end = 0L;
        foreach (var (name, tensor) in layout)
        {
            begins.Add(name, end);
            end += Bytes(tensor);
        }

        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            WriteMetadata(json, metadata);
            foreach (var (name, tensor) in tensors)
            {
                WriteEntry(json, name, tensor, begins[name]);
            }

            json.WriteEndObject();
        }

        while (buffer.Length % Alignment != 0)
        {
            buffer.WriteByte((byte)' ');
        }

        return buffer.ToArray();
    }

    private static void WriteMetadata(Utf8JsonWriter json, IReadOnlyDictionary<string, string>? metadata)
    {
        if (metadata is null || metadata.Count == 0)
        {
            return;
        }

        json.WriteStartObject(SafetensorsHeader.MetadataKey);
        foreach (var (key, value) in metadata)
        {
            json.WriteString(key, value);
        }

        json.WriteEndObject();
    }

    private static void WriteEntry(Utf8JsonWriter json, string name, Tensor tensor, long begin)
    {
        json.WriteStartObject(name);
        json.WriteString("dtype", SafetensorsDType.NameOf(tensor.dtype));
        json.WriteStartArray("shape");
        foreach (var size in tensor.shape)
        {
            json.WriteNumberValue(size);
        }

        json.WriteEndArray();
        json.WriteStartArray("data_offsets");
        json.WriteNumberValue(begin);
        json.WriteNumberValue(begin + Bytes(tensor));
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static long Bytes(Tensor tensor) => tensor.NumberOfElements * ElementSize.Of(tensor.dtype);
}
