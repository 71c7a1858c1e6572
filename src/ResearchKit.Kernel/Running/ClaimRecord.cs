using System.Text.Json.Nodes;

namespace ResearchKit.Kernel.Running;

/// <summary>One claim as a notebook showed it and the results file stores it.</summary>
/// <param name="Id">A short name, for example <c>F3</c>.</param>
/// <param name="Statement">The sentence of the paper.</param>
/// <param name="Source">Where the paper says it.</param>
/// <param name="Measured">What was measured: a number, a text or null.</param>
/// <param name="Spread">How far the measurements of several seeds lie apart: a number, a text or null.</param>
/// <param name="Bound">What the claim asks for: a number, a text or null.</param>
/// <param name="Holds">Whether it holds; null when it was not checked.</param>
public sealed record ClaimRecord(
    string Id,
    string Statement,
    string Source,
    JsonNode? Measured,
    JsonNode? Spread,
    JsonNode? Bound,
    bool? Holds)
{
    /// <summary>A remark, such as why a claim was not checked, or null.</summary>
    public string? Note { get; init; }

    /// <summary>The measured values one by one: an array, or an object of an array for each named part; null when the measurement is in words alone.</summary>
    public JsonNode? Values { get; init; }

    /// <summary>Makes the form that the results file stores.</summary>
    /// <returns>A new object with the keys id, statement, source, measured, spread, bound, holds, and where they exist note and values.</returns>
    public JsonObject ToJson()
    {
        var json = new JsonObject
        {
            ["id"] = Id,
            ["statement"] = Statement,
            ["source"] = Source,
            ["measured"] = Measured?.DeepClone(),
            ["spread"] = Spread?.DeepClone(),
            ["bound"] = Bound?.DeepClone(),
            ["holds"] = Holds,
        };
        if (Note is not null)
        {
            json["note"] = Note;
        }

        if (Values is not null)
        {
            json["values"] = Values.DeepClone();
        }

        return json;
    }

    /// <summary>Reads the claims of a display.</summary>
    /// <param name="json">An array of claims.</param>
    /// <returns>The claims.</returns>
    /// <exception cref="InvalidDataException">The JSON is not an array of claims.</exception>
    internal static IEnumerable<ClaimRecord> ReadAll(JsonNode? json)
    {
        var array = json as JsonArray ?? throw new InvalidDataException("A display of claims holds no array; expected an array of claims.");
        foreach (var item in array)
        {
            var claim = item as JsonObject ?? throw new InvalidDataException("A display of claims holds something that is no claim; expected objects with id, statement, source, measured, spread, bound and holds.");
            yield return new ClaimRecord(
                Text(claim, "id"),
                Text(claim, "statement"),
                Text(claim, "source"),
                claim["measured"]?.DeepClone(),
                claim["spread"]?.DeepClone(),
                claim["bound"]?.DeepClone(),
                claim["holds"] is JsonValue value && value.TryGetValue<bool>(out var holds) ? holds : null)
            {
                Note = claim["note"] is JsonValue note && note.TryGetValue<string>(out var text) ? text : null,
                Values = claim["values"]?.DeepClone(),
            };
        }
    }

    private static string Text(JsonObject claim, string key) =>
        claim[key] is JsonValue value && value.TryGetValue<string>(out var text)
            ? text
            : throw new InvalidDataException($"A claim has no text '{key}': {claim.ToJsonString()}");
}
