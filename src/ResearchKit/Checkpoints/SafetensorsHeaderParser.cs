using System.Text.Json;

namespace ResearchKit.Checkpoints;

/// <summary>Parses the JSON of a safetensors header and checks each entry by itself.</summary>
/// <param name="file">The file, for its length and for messages.</param>
/// <param name="dataStart">Where the data begins.</param>
internal sealed class SafetensorsHeaderParser(MappedFile file, long dataStart)
{
    // The header, an entry, an array: three levels. Deeper nesting is an attack on the parser's stack.
    private const int MaxDepth = 4;

    private readonly List<SafetensorsEntry> _entries = [];
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private Dictionary<string, string>? _metadata;

    /// <summary>Parses the header.</summary>
    /// <exception cref="InvalidDataException">A key, a type, a shape or an offset is wrong.</exception>
    /// <exception cref="JsonException">It is not JSON.</exception>
    public SafetensorsHeader Parse(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = MaxDepth });
        Expect(ref reader, JsonTokenType.StartObject, "the header");
        while (NextName(ref reader) is { } name)
        {
            if (name == SafetensorsHeader.MetadataKey)
            {
                ReadMetadata(ref reader);
                continue;
            }

            if (!_names.Add(name))
            {
                throw SafetensorsHeader.Fault(file, $"has the tensor '{name}' twice");
            }

            ReadEntry(ref reader, name);
        }

        // Whatever follows the object but white space is refused by the reader.
        while (reader.Read())
        {
        }

        return new SafetensorsHeader(_entries, _metadata ?? []);
    }

    private void ReadMetadata(ref Utf8JsonReader reader)
    {
        if (_metadata is not null)
        {
            throw SafetensorsHeader.Fault(file, $"has {SafetensorsHeader.MetadataKey} twice");
        }

        _metadata = [];
        Expect(ref reader, JsonTokenType.StartObject, SafetensorsHeader.MetadataKey);
        while (NextName(ref reader) is { } key)
        {
            Expect(ref reader, JsonTokenType.String, $"{SafetensorsHeader.MetadataKey} '{key}'");
            if (!_metadata.TryAdd(key, reader.GetString()!))
            {
                throw SafetensorsHeader.Fault(file, $"has the key '{key}' twice in {SafetensorsHeader.MetadataKey}");
            }
        }
    }

    private void ReadEntry(ref Utf8JsonReader reader, string name)
    {
        string? dtype = null;
        List<long>? shape = null;
        List<long>? offsets = null;
        Expect(ref reader, JsonTokenType.StartObject, $"tensor '{name}'");
        while (NextName(ref reader) is { } key)
        {
            var isSecond = key switch { "dtype" => dtype is not null, "shape" => shape is not null, "data_offsets" => offsets is not null, _ => false };
            if (isSecond)
            {
                throw SafetensorsHeader.Fault(file, $"tensor '{name}' has {key} twice");
            }

            switch (key)
            {
                case "dtype":
                    Expect(ref reader, JsonTokenType.String, $"the dtype of '{name}'");
                    dtype = reader.GetString();
                    break;
                case "shape":
                    shape = ReadNumbers(ref reader, $"the shape of '{name}'");
                    break;
                case "data_offsets":
                    offsets = ReadNumbers(ref reader, $"the data_offsets of '{name}'");
                    break;
                default:
                    throw SafetensorsHeader.Fault(file, $"tensor '{name}' has the key '{key}'; expected dtype, shape and data_offsets");
            }
        }

        if (dtype is null || shape is null || offsets is null)
        {
            throw SafetensorsHeader.Fault(file, $"tensor '{name}' lacks {(dtype is null ? "dtype" : shape is null ? "shape" : "data_offsets")}");
        }

        Add(name, dtype, shape, offsets);
    }

    private void Add(string name, string dtype, List<long> shape, List<long> offsets)
    {
        var type = SafetensorsDType.Parse(dtype)
            ?? throw SafetensorsHeader.Fault(file, $"tensor '{name}' has the dtype '{dtype}'; expected one of {SafetensorsDType.Names}");
        var dataLength = file.Length - dataStart;
        if (offsets.Count != 2 || offsets[0] > offsets[1] || offsets[1] > dataLength)
        {
            throw SafetensorsHeader.Fault(file, $"tensor '{name}' has the data_offsets [{string.Join(", ", offsets)}]; expected a begin and an end within {dataLength} bytes");
        }

        var needed = ElementSize.Bytes(shape, type, $"{file.FilePath}: tensor '{name}'");
        if (needed != offsets[1] - offsets[0])
        {
            throw SafetensorsHeader.Fault(file, $"tensor '{name}' of {dtype} ({string.Join(", ", shape)}) takes {needed} bytes; its data_offsets give it {offsets[1] - offsets[0]}");
        }

        _entries.Add(new SafetensorsEntry(name, type, shape, dataStart + offsets[0], needed));
    }

    private List<long> ReadNumbers(ref Utf8JsonReader reader, string what)
    {
        Expect(ref reader, JsonTokenType.StartArray, what);
        var numbers = new List<long>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.Number || !reader.TryGetInt64(out var number) || number < 0)
            {
                throw SafetensorsHeader.Fault(file, $"{what} has something that is no whole number from 0 to 2^63 - 1");
            }

            numbers.Add(number);
        }

        return numbers;
    }

    private static string? NextName(ref Utf8JsonReader reader) =>
        reader.Read() && reader.TokenType == JsonTokenType.PropertyName ? reader.GetString() : null;

    private void Expect(ref Utf8JsonReader reader, JsonTokenType expected, string what)
    {
        if (!reader.Read() || reader.TokenType != expected)
        {
            throw SafetensorsHeader.Fault(file, $"{what} is {reader.TokenType}; expected {expected}");
        }
    }
}
