using System.Buffers.Binary;
using System.Text.Json;
using static TorchSharp.torch;

namespace ResearchKit.Checkpoints;

/// <summary>Where each tensor of a safetensors file will lie, known before any of them is.</summary>
/// <remarks>
/// The header keeps the order of the tensors. The data is laid out by falling element size, so that every tensor is aligned for readers that map the file.
/// </remarks>
internal sealed class SafetensorsLayout
{
    private const int Alignment = 8;

    private readonly IReadOnlyList<Item> _items;
    private readonly long[] _begins;

    /// <summary>Lays tensors out.</summary>
    /// <exception cref="ArgumentException">A dtype has no place in the format, a tensor has the reserved name, or the header is larger than the format allows.</exception>
    public SafetensorsLayout(IReadOnlyList<Item> items, IReadOnlyDictionary<string, string>? metadata)
    {
        _items = items;
        foreach (var item in items)
        {
            Check(item);
        }

        DataOrder = [.. Enumerable.Range(0, items.Count).OrderByDescending(place => ElementSize.Of(items[place].DType))];
        _begins = new long[items.Count];
        var end = 0L;
        foreach (var place in DataOrder)
        {
            _begins[place] = end;
            end += items[place].Bytes;
        }

        Header = Write(metadata);
        if (Header.Length > SafetensorsHeader.LargestHeader + SafetensorsHeader.PrefixBytes)
        {
            throw new ArgumentException($"the header would take {Header.Length} bytes; the format allows {SafetensorsHeader.LargestHeader}", nameof(items));
        }

        FileBytes = Header.Length + end;
    }

    /// <summary>The numbers of the tensors in the order of their data.</summary>
    public IReadOnlyList<int> DataOrder { get; }

    /// <summary>The first byte in the file of a tensor's data, by the tensor's number.</summary>
    public long Begin(int place) => Header.Length + _begins[place];

    /// <summary>The first bytes of the file: the header's length and the header.</summary>
    public byte[] Header { get; }

    /// <summary>The length of the file.</summary>
    public long FileBytes { get; }

    private static void Check(Item item)
    {
        if (item.Name == SafetensorsHeader.MetadataKey)
        {
            throw new ArgumentException($"a tensor is called '{item.Name}', which the format reserves", nameof(item));
        }

        if (SafetensorsDType.NameOf(item.DType) is null)
        {
            throw new ArgumentException($"tensor '{item.Name}' is {item.DType}; expected one of {SafetensorsDType.Names}", nameof(item));
        }
    }

    private byte[] Write(IReadOnlyDictionary<string, string>? metadata)
    {
        using var buffer = new MemoryStream();
        buffer.Write(new byte[SafetensorsHeader.PrefixBytes]);
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            WriteMetadata(json, metadata);
            for (var place = 0; place < _items.Count; place++)
            {
                WriteEntry(json, _items[place], _begins[place]);
            }

            json.WriteEndObject();
        }

        while (buffer.Length % Alignment != 0)
        {
            buffer.WriteByte((byte)' ');
        }

        var bytes = buffer.ToArray();
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, (ulong)(bytes.Length - SafetensorsHeader.PrefixBytes));
        return bytes;
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

    private static void WriteEntry(Utf8JsonWriter json, Item item, long begin)
    {
        json.WriteStartObject(item.Name);
        json.WriteString("dtype", SafetensorsDType.NameOf(item.DType));
        json.WriteStartArray("shape");
        foreach (var size in item.Shape)
        {
            json.WriteNumberValue(size);
        }

        json.WriteEndArray();
        json.WriteStartArray("data_offsets");
        json.WriteNumberValue(begin);
        json.WriteNumberValue(begin + item.Bytes);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>A tensor to place.</summary>
    internal sealed record Item(string Name, ScalarType DType, IReadOnlyList<long> Shape, long Bytes);
}
