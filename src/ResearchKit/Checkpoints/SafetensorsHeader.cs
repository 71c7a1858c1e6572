using System.Buffers.Binary;
using System.Text.Json;

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
            var header = new SafetensorsHeaderParser(file, PrefixBytes + json.Length).Parse(json);
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

    /// <summary>An exception whose message starts with the file's path.</summary>
    public static InvalidDataException Fault(MappedFile file, string what) => new($"{file.FilePath}: {what}");
}
