using System.Text.Json;

namespace ResearchKit.Merging.Recipes;

/// <summary>A file of a merged model.</summary>
/// <param name="Name">Its name in the output folder.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Crc32C">The CRC-32C of its bytes, eight hexadecimal digits.</param>
public sealed record WrittenFile(string Name, long Bytes, string Crc32C)
{
    /// <summary>Writes it as one JSON object, as <c>merge.json</c> and the reports of commands have it.</summary>
    /// <param name="json">Where to.</param>
    public void WriteTo(Utf8JsonWriter json)
    {
        ArgumentNullException.ThrowIfNull(json);
        json.WriteStartObject();
        json.WriteString("name", Name);
        json.WriteNumber("bytes", Bytes);
        json.WriteString("crc32c", Crc32C);
        json.WriteEndObject();
    }
}
