using System.Numerics;
using System.Text.Json;

namespace ResearchKit.Cli;

/// <summary>What commands write as JSON besides single values.</summary>
internal static class JsonWriting
{
    /// <summary>Writes a list of numbers under a name.</summary>
    /// <typeparam name="T">The numbers' type; every value has an exact double.</typeparam>
    /// <param name="json">Where to.</param>
    /// <param name="name">The name.</param>
    /// <param name="values">The numbers, which are finite: JSON knows no others.</param>
    public static void WriteNumbers<T>(this Utf8JsonWriter json, string name, IEnumerable<T> values)
        where T : INumber<T>
    {
        json.WriteStartArray(name);
        foreach (var value in values)
        {
            json.WriteNumberValue(double.CreateChecked(value));
        }

        json.WriteEndArray();
    }

    /// <summary>Writes a list of texts under a name.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="name">The name.</param>
    /// <param name="values">The texts.</param>
    public static void WriteStrings(this Utf8JsonWriter json, string name, IEnumerable<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
        {
            json.WriteStringValue(value);
        }

        json.WriteEndArray();
    }
}
