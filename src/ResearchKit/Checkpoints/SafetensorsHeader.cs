using System.Buffers.Binary;
using System.Text.Json;
using static TorchSharp.torch;

namespace ResearchKit.Checkpoints;

/// <summary>The checked header of a safetensors file.</summary>
/// <param name="Entries">The tensors, in the header's order.</param>
/// <param name="Metadata">Free text by key, in the header's order.</param>
internal sealed record SafetensorsHeader(IReadOnlyList<SafetensorsEntry> Entries, IReadOnlyDictionary<string, string> Metadata)
{
    /// <summary>The bytes that hold the header's length.</summary>
    public const int PrefixBytes = 8;

    /// <summary>The largest header that the format allows.</summary>
    public const long LargestHeader = 100_000_000;

    /// <summary>The key of the free text.</summary>
    public const string MetadataKey = "__metadata__";

    // The header, an entry, an array: three levels. Deeper nesting is an attack on the parser's stack.
    private const int MaxDepth = 4;

    /// <summary>Reads and checks the header of a file.</summary>
    /// <exception cref="InvalidDataException">The file is not as the format says; the message starts with the file's path.</exception>
    public static SafetensorsHeader Read(MappedFile file)
    {
        if (file.Length < PrefixBytes)
        {
            throw Fault(file, $"is {file.Length} bytes long; a safetensors file starts with {PrefixBytes} bytes that give the header's length");
        }

        Span<byte> prefix = stackalloc byte[PrefixBytes];
        file.Read(0, prefix);
        var length = BinaryPrimitives.ReadUInt64LittleEndian(prefix);
        if (length > (ulong)(file.Length - PrefixBytes) || length > LargestHeader)
        {
            throw Fault(file, $"promises a header of {length} bytes; the file is {file.Length} bytes long and a header takes at most {LargestHeader}");
        }

        var json = new byte[length];
        file.Read(PrefixBytes, json);
        if (json.Length == 0 || json[0] != (byte)'{')
        {
            throw Fault(file, "has a header that does not start with '{'");
        }

        try
        {
            var header = new Parser(file, PrefixBytes + json.Length).Parse(json);
            CheckLayout(file, header.Entries, PrefixBytes + json.Length);
            return header;
        }
        catch (Exception error) when (error is JsonException or FormatException or InvalidOperationException)
        {
            throw new InvalidDataException($"{file.FilePath}: the header is not the JSON that was expected: {error.Message}", error);
        }
    }

    // The format allows neither overlaps nor holes, so that a file cannot carry anything but its tensors.
    private static void CheckLayout(MappedFile file, IReadOnlyList<SafetensorsEntry> entries, long dataStart)
    {
        var end = dataStart;
        foreach (var entry in entries.OrderBy(entry => entry.Offset).ThenBy(entry => entry.Length))
        {
            if (entry.Offset != end)
            {
                throw Fault(file, $"tensor '{entry.Name}' begins at byte {entry.Offset - dataStart} of the data; expected {end - dataStart}, where the one before it ends");
            }

            end += entry.Length;
        }

        if (end != file.Length)
        {
            throw Fault(file, $"has {file.Length - dataStart} bytes of data; its tensors take {end - dataStart}");
        }
    }

    private static InvalidDataException Fault(MappedFile file, string what) => new($"{file.FilePath}: {what}");

    private sealed class Parser(MappedFile file, long dataStart)
    {
        private readonly List<SafetensorsEntry> _entries = [];
        private readonly HashSet<string> _names = new(StringComparer.Ordinal);
        private Dictionary<string, string>? _metadata;

        public SafetensorsHeader Parse(ReadOnlySpan<byte> json)
        {
            var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = MaxDepth });
            Expect(ref reader, JsonTokenType.StartObject, "the header");
            while (NextName(ref reader) is { } name)
            {
                if (name == MetadataKey)
                {
                    ReadMetadata(ref reader);
                    continue;
                }

                if (!_names.Add(name))
                {
                    throw Fault(file, $"has the tensor '{name}' twice");
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
                throw Fault(file, $"has {MetadataKey} twice");
            }

            _metadata = [];
            Expect(ref reader, JsonTokenType.StartObject, MetadataKey);
            while (NextName(ref reader) is { } key)
            {
                Expect(ref reader, JsonTokenType.String, $"{MetadataKey} '{key}'");
                if (!_metadata.TryAdd(key, reader.GetString()!))
                {
                    throw Fault(file, $"has the key '{key}' twice in {MetadataKey}");
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
                    throw Fault(file, $"tensor '{name}' has {key} twice");
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
                        throw Fault(file, $"tensor '{name}' has the key '{key}'; expected dtype, shape and data_offsets");
                }
            }

            if (dtype is null || shape is null || offsets is null)
            {
                throw Fault(file, $"tensor '{name}' lacks {(dtype is null ? "dtype" : shape is null ? "shape" : "data_offsets")}");
            }

            Add(name, dtype, shape, offsets);
        }

        private void Add(string name, string dtype, List<long> shape, List<long> offsets)
        {
            var type = SafetensorsDType.Parse(dtype)
                ?? throw Fault(file, $"tensor '{name}' has the dtype '{dtype}'; expected one of {SafetensorsDType.Names}");
            var dataLength = file.Length - dataStart;
            if (offsets.Count != 2 || offsets[0] > offsets[1] || offsets[1] > dataLength)
            {
                throw Fault(file, $"tensor '{name}' has the data_offsets [{string.Join(", ", offsets)}]; expected a begin and an end within {dataLength} bytes");
            }

            var needed = ElementSize.Bytes(shape, type, $"{file.FilePath}: tensor '{name}'");
            if (needed != offsets[1] - offsets[0])
            {
                throw Fault(file, $"tensor '{name}' of {dtype} ({string.Join(", ", shape)}) takes {needed} bytes; its data_offsets give it {offsets[1] - offsets[0]}");
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
                    throw Fault(file, $"{what} has something that is no whole number from 0 to 2^63 - 1");
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
                throw Fault(file, $"{what} is {reader.TokenType}; expected {expected}");
            }
        }
    }
}
