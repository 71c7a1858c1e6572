using System.Text.Json;
using System.Text.Json.Nodes;

namespace ResearchKit.Display;

/// <summary>One value in several MIME types, as a notebook stores it and a front end chooses from it.</summary>
/// <remarks>
/// Immutable and thread safe. Text types hold their text, JSON types (<see cref="MimeTypes.IsJson"/>) hold JSON text,
/// and pictures other than SVG hold base64 text. Order is the order of adding.
/// </remarks>
public sealed class MimeBundle
{
    private readonly OrderedDictionary<string, string> _data;
    private readonly OrderedDictionary<string, string> _metadata;

    /// <summary>Makes an empty bundle, to which <see cref="With"/> adds.</summary>
    public MimeBundle()
        : this([], [])
    {
    }

    private MimeBundle(OrderedDictionary<string, string> data, OrderedDictionary<string, string> metadata)
    {
        _data = data;
        _metadata = metadata;
    }

    /// <summary>The data: MIME type to text.</summary>
    public IReadOnlyDictionary<string, string> Data => _data;

    /// <summary>The metadata: key (mostly a MIME type) to JSON text.</summary>
    public IReadOnlyDictionary<string, string> Metadata => _metadata;

    /// <summary>The plain text of the bundle, or an empty string when it carries none.</summary>
    public string Text => _data.TryGetValue(MimeTypes.Text, out var text) ? text : string.Empty;

    /// <summary>Makes a bundle of one plain text.</summary>
    /// <param name="text">The text.</param>
    /// <returns>A bundle with <c>text/plain</c> alone.</returns>
    public static MimeBundle FromText(string text) => new MimeBundle().With(MimeTypes.Text, text);

    /// <summary>Adds or replaces the data of one MIME type.</summary>
    /// <param name="mimeType">The MIME type.</param>
    /// <param name="content">The text; JSON text for a JSON type; base64 for a picture.</param>
    /// <returns>A new bundle.</returns>
    /// <exception cref="ArgumentException">The MIME type is malformed, or a JSON type was given text that is not JSON.</exception>
    public MimeBundle With(string mimeType, string content)
    {
        ArgumentNullException.ThrowIfNull(mimeType);
        ArgumentNullException.ThrowIfNull(content);
        var slash = mimeType.IndexOf('/', StringComparison.Ordinal);
        if (slash <= 0 || slash == mimeType.Length - 1)
        {
            throw new ArgumentException($"'{mimeType}' is not a MIME type; expected type/subtype such as text/html.", nameof(mimeType));
        }

        if (MimeTypes.IsJson(mimeType))
        {
            CheckJson(mimeType, content, nameof(content));
        }

        return new MimeBundle(new OrderedDictionary<string, string>(_data) { [mimeType] = content }, _metadata);
    }

    /// <summary>Adds or replaces one entry of the metadata.</summary>
    /// <param name="key">The key, mostly a MIME type of the data.</param>
    /// <param name="json">Its value as JSON text.</param>
    /// <returns>A new bundle.</returns>
    /// <exception cref="ArgumentException">The value is not JSON.</exception>
    public MimeBundle WithMetadata(string key, string json)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        ArgumentNullException.ThrowIfNull(json);
        CheckJson(key, json, nameof(json));
        return new MimeBundle(_data, new OrderedDictionary<string, string>(_metadata) { [key] = json });
    }

    /// <summary>Keeps only some MIME types, in the order asked for.</summary>
    /// <param name="mimeTypes">The MIME types to keep; none keeps everything.</param>
    /// <returns>A bundle with those of the types that this one has, and the whole metadata.</returns>
    public MimeBundle Only(params IReadOnlyCollection<string> mimeTypes)
    {
        ArgumentNullException.ThrowIfNull(mimeTypes);
        if (mimeTypes.Count == 0)
        {
            return this;
        }

        var kept = new OrderedDictionary<string, string>();
        foreach (var mimeType in mimeTypes)
        {
            if (_data.TryGetValue(mimeType, out var content))
            {
                kept[mimeType] = content;
            }
        }

        return new MimeBundle(kept, _metadata);
    }

    /// <summary>The data as the <c>data</c> object of a Jupyter message or notebook output: JSON types as values, others as strings.</summary>
    /// <returns>A new JSON object.</returns>
    public JsonObject DataAsJson()
    {
        var json = new JsonObject();
        foreach (var (mimeType, content) in _data)
        {
            json[mimeType] = MimeTypes.IsJson(mimeType) ? JsonNode.Parse(content) : JsonValue.Create(content);
        }

        return json;
    }

    /// <summary>The metadata as the <c>metadata</c> object of a Jupyter message or notebook output.</summary>
    /// <returns>A new JSON object.</returns>
    public JsonObject MetadataAsJson()
    {
        var json = new JsonObject();
        foreach (var (key, value) in _metadata)
        {
            json[key] = JsonNode.Parse(value);
        }

        return json;
    }

    private static void CheckJson(string key, string json, string parameter)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
        }
        catch (JsonException exception)
        {
            throw new ArgumentException($"The value for '{key}' must be JSON text: {exception.Message}", parameter, exception);
        }
    }
}
