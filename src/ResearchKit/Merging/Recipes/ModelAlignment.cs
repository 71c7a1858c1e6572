using System.Text.Json;

namespace ResearchKit.Merging.Recipes;

/// <summary>What aligning one model with the first did.</summary>
/// <param name="Model">The model as the recipe names it.</param>
/// <param name="Moved">How many units have another place.</param>
/// <param name="Units">How many units there are.</param>
/// <param name="DistanceBefore">The distance of the parameters from those of the first model before.</param>
/// <param name="DistanceAfter">The distance after.</param>
public sealed record ModelAlignment(string Model, int Moved, int Units, double DistanceBefore, double DistanceAfter)
{
    /// <summary>Writes it as one JSON object, as <c>merge.json</c> and the reports of commands have it.</summary>
    /// <param name="json">Where to.</param>
    public void WriteTo(Utf8JsonWriter json)
    {
        ArgumentNullException.ThrowIfNull(json);
        json.WriteStartObject();
        json.WriteString("model", Model);
        json.WriteNumber("moved", Moved);
        json.WriteNumber("units", Units);
        json.WriteNumber("distance_before", DistanceBefore);
        json.WriteNumber("distance_after", DistanceAfter);
        json.WriteEndObject();
    }
}
