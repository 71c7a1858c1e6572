using System.Text.Json;
using ResearchKit.Checkpoints;
using ResearchKit.Permutations;
using static TorchSharp.torch;

namespace ResearchKit.Cli.Commands;

/// <summary>Writes the permutations of an alignment.</summary>
internal static class AlignmentFile
{
    private const string Meaning = "new unit i is old unit p[i]";

    /// <summary>Writes a file: tensors where its name ends in .safetensors, else JSON.</summary>
    /// <param name="path">The file.</param>
    /// <param name="alignment">The permutations.</param>
    public static void Write(string path, Alignment alignment)
    {
        if (path.EndsWith(".safetensors", StringComparison.OrdinalIgnoreCase))
        {
            var tensors = alignment.Permutations.ToDictionary(pair => pair.Key, pair => tensor(pair.Value.Select(unit => (long)unit).ToArray(), ScalarType.Int64));
            Safetensors.Save(path, tensors, new Dictionary<string, string> { ["meaning"] = Meaning });
            return;
        }

        AtomicFile.Write(path, stream =>
        {
            using var json = new Utf8JsonWriter(stream);
            WriteJson(json, alignment);
        });
    }

    /// <summary>Writes an object with the array of each group.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="alignment">The permutations.</param>
    public static void WriteJson(Utf8JsonWriter json, Alignment alignment)
    {
        json.WriteStartObject();
        foreach (var (group, permutation) in alignment.Permutations)
        {
            json.WriteNumbers(group, permutation);
        }

        json.WriteEndObject();
    }
}
