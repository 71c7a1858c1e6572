using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;

namespace ResearchKit.Kernel.Jupyter.Messages;

/// <summary>Messages of the Jupyter protocol 5.3 as frames: identities, delimiter, signature, four JSON objects, buffers.</summary>
/// <remarks>Thread safe.</remarks>
/// <param name="signer">Signs and checks.</param>
internal sealed class WireFormat(MessageSigner signer)
{
    /// <summary>The version of the protocol.</summary>
    public const string Version = "5.3";

    /// <summary>The most frames that a message may have: identities and buffers are few.</summary>
    public const int MaximumFrames = 256;

    /// <summary>The largest frame that is taken.</summary>
    public const int MaximumFrameBytes = 64 * 1024 * 1024;

    private const int RememberedSignatures = 65536;

    private static readonly byte[] Delimiter = "<IDS|MSG>"u8.ToArray();
    private static readonly byte[] Nothing = "{}"u8.ToArray();
    private static readonly JsonDocumentOptions Reading = new() { MaxDepth = 128 };
    private static readonly JsonSerializerOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = 256 };

    private readonly SeenSignatures _seen = new(RememberedSignatures);
    private readonly string _session = Guid.NewGuid().ToString("N");

    /// <summary>Reads a message.</summary>
    /// <param name="frames">Its frames.</param>
    /// <returns>The message.</returns>
    /// <exception cref="MalformedMessageException">It is no message, its signature is wrong, or it came before.</exception>
    public JupyterRequest Read(IReadOnlyList<byte[]> frames)
    {
        var delimiter = 0;
        while (delimiter < frames.Count && !frames[delimiter].AsSpan().SequenceEqual(Delimiter))
        {
            delimiter++;
        }

        if (delimiter == frames.Count)
        {
            throw new MalformedMessageException($"none of its {frames.Count} frames is the delimiter <IDS|MSG>.");
        }

        var rest = frames.Count - delimiter - 1;
        if (rest < 5)
        {
            throw new MalformedMessageException($"{rest} frames follow the delimiter; expected a signature and four JSON objects.");
        }

        byte[] Part(int index) => frames[delimiter + 1 + index];
        if (!_seen.Add(signer.Check(Part(0), Part(1), Part(2), Part(3), Part(4))))
        {
            throw new MalformedMessageException("it came before.");
        }

        var header = MessageHeader.Read(Parse("header", Part(1)));
        Parse("parent header", Part(2));
        var metadata = Parse("metadata", Part(3));
        var content = Parse("content", Part(4));
        return new JupyterRequest([.. frames.Take(delimiter)], header, Part(1), metadata, content, [.. frames.Skip(delimiter + 6)]);
    }

    /// <summary>Writes a message.</summary>
    /// <param name="identities">The way to the receiver, or the topic of what is published.</param>
    /// <param name="type">The type of the message.</param>
    /// <param name="content">Its content.</param>
    /// <param name="parent">What caused it, or null for nothing.</param>
    /// <param name="metadata">Its metadata, or null for none.</param>
    /// <returns>The frames.</returns>
    public List<ReadOnlyMemory<byte>> Write(IEnumerable<byte[]> identities, string type, JsonObject content, JupyterRequest? parent, JsonObject? metadata = null)
    {
        var header = Bytes(new JsonObject
        {
            ["msg_id"] = Guid.NewGuid().ToString("N"),
            ["msg_type"] = type,
            ["session"] = _session,
            ["username"] = "kernel",
            ["date"] = DateTime.UtcNow.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", System.Globalization.CultureInfo.InvariantCulture),
            ["version"] = Version,
        });
        var parentHeader = parent?.RawHeader ?? Nothing;
        var metadataBytes = metadata is null ? Nothing : Bytes(metadata);
        var contentBytes = Bytes(content);
        var frames = new List<ReadOnlyMemory<byte>>();
        frames.AddRange(identities.Select(identity => (ReadOnlyMemory<byte>)identity));
        frames.Add(Delimiter);
        frames.Add(signer.Sign(header, parentHeader, metadataBytes, contentBytes));
        frames.Add(header);
        frames.Add(parentHeader);
        frames.Add(metadataBytes);
        frames.Add(contentBytes);
        return frames;
    }

    private static byte[] Bytes(JsonObject json) => JsonSerializer.SerializeToUtf8Bytes(json, Writing);

    private static JsonElement Parse(string part, byte[] utf8)
    {
        if (!Utf8.IsValid(utf8))
        {
            throw new MalformedMessageException($"its {part} is not UTF-8.");
        }

        try
        {
            using var document = JsonDocument.Parse(utf8, Reading);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? document.RootElement.Clone()
                : throw new MalformedMessageException($"its {part} is a JSON {document.RootElement.ValueKind}; expected an object.");
        }
        catch (JsonException exception)
        {
            throw new MalformedMessageException($"its {part} is not JSON: {exception.Message}", exception);
        }
    }
}
