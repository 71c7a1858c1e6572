using System.Text.Json;
using System.Text.Unicode;

namespace ResearchKit.Graphs;

/// <summary>What both JSON formats share: parsing within bounds, and values as attributes.</summary>
internal static class JsonGraphs
{
    private const int LargestDepth = 32;

    /// <summary>Parses a file.</summary>
    public static JsonDocument Parse(GraphFile file)
    {
        var bytes = file.ReadBytes();
        if (!Utf8.IsValid(bytes))
        {
            throw file.Fault("is no UTF-8 text");
        }

        try
        {
            return JsonDocument.Parse(bytes, new JsonDocumentOptions { MaxDepth = LargestDepth, AllowDuplicateProperties = false });
        }
        catch (JsonException error)
        {
            throw error.LineNumber is { } line ? file.FaultAt(line + 1, $"is no JSON: {error.Message}", error) : file.Fault($"is no JSON: {error.Message}", error);
        }
        catch (InvalidOperationException error)
        {
            // A property's name with half of a surrogate pair, found when names are compared.
            throw file.Fault($"is no valid text: {error.Message}", error);
        }
    }

    /// <summary>A property that must be an array.</summary>
    public static JsonElement RequireArray(GraphFile file, JsonElement parent, string name, string place) =>
        parent.TryGetProperty(name, out var array) && array.ValueKind == JsonValueKind.Array
            ? array
            : throw file.FaultAt(place, $"has {(array.ValueKind == JsonValueKind.Undefined ? "no" : KindOf(array))} '{name}'; expected an array");

    /// <summary>A truth value that may be missing.</summary>
    public static bool ReadTruth(GraphFile file, JsonElement parent, string name, string place) => !parent.TryGetProperty(name, out var value) ? false : value.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw file.FaultAt(place, $"has {KindOf(value)} in '{name}'; expected true or false"),
    };

    /// <summary>The name of a node: a text or a number.</summary>
    public static string ReadName(GraphFile file, JsonElement value, string place) => value.ValueKind switch
    {
        JsonValueKind.String => ReadText(file, value, place),
        JsonValueKind.Number => value.GetRawText(),
        _ => throw file.FaultAt(place, $"is {KindOf(value)}; expected a text or a number"),
    };

    /// <summary>A text; a lone half of a surrogate pair is refused.</summary>
    public static string ReadText(GraphFile file, JsonElement value, string place)
    {
        try
        {
            return value.GetString()!;
        }
        catch (InvalidOperationException error)
        {
            throw file.FaultAt(place, $"is no valid text: {error.Message}", error);
        }
    }

    /// <summary>A value as an attribute, or null for null.</summary>
    public static AttributeValue? ReadAttribute(GraphFile file, JsonElement value, string place)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.String:
                return AttributeValue.Of(ReadText(file, value, place));
            case JsonValueKind.Number when value.TryGetDouble(out var number) && double.IsFinite(number):
                return AttributeValue.Of(number);
            case JsonValueKind.True or JsonValueKind.False:
                return AttributeValue.Of(value.ValueKind == JsonValueKind.True);
            case JsonValueKind.Null:
                return null;
            default:
                throw file.FaultAt(place, $"is {KindOf(value)}; expected a text, a finite number, true or false");
        }
    }

    /// <summary>Writes an attribute.</summary>
    public static void WriteAttribute(Utf8JsonWriter json, string name, AttributeValue value)
    {
        switch (value.Kind)
        {
            case AttributeKind.Number:
                json.WriteNumber(name, value.Number);
                break;
            case AttributeKind.Truth:
                json.WriteBoolean(name, value.Number != 0);
                break;
            default:
                json.WriteString(name, value.Text);
                break;
        }
    }

    /// <summary>What a value is, for messages.</summary>
    public static string KindOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "an array",
        JsonValueKind.String => "a text",
        JsonValueKind.Number => "a number",
        JsonValueKind.Null => "null",
        _ => "a truth value",
    };
}
