using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace ResearchKit.Kernel.Notebooks;

/// <summary>What a run leaves in the metadata of the notebook so that outputs can be told from those of other code: a sum of each cell it executed, in order.</summary>
/// <remarks>It is the list <c>researchkit.executed</c>, of 12 hexadecimal digits a cell. Outputs depend on the cells before, so the order is part of it.</remarks>
internal static class RunRecord
{
    private const string Part = "researchkit";
    private const string Key = "executed";
    private const int Digits = 12;

    /// <summary>Writes the record.</summary>
    /// <param name="notebook">The notebook.</param>
    /// <param name="executed">The cells that ran, in order.</param>
    public static void Write(Notebook notebook, IEnumerable<NotebookCell> executed)
    {
        if (notebook.Metadata[Part] is not JsonObject part)
        {
            notebook.Metadata[Part] = part = [];
        }

        part[Key] = new JsonArray([.. executed.Select(cell => (JsonNode)SumOf(cell.Source))]);
    }

    /// <summary>Takes the record out, as when outputs are removed.</summary>
    /// <param name="notebook">The notebook.</param>
    public static void Remove(Notebook notebook)
    {
        if (notebook.Metadata[Part] is JsonObject part && part.Remove(Key) && part.Count == 0)
        {
            notebook.Metadata.Remove(Part);
        }
    }

    /// <summary>Tells whether the run that wrote the notebook reached its end.</summary>
    /// <param name="notebook">The executed notebook.</param>
    /// <returns>Whether the record has as many cells as there are to run; without a record, whether no cell shows an error that it may not have.</returns>
    public static bool ReachedEnd(Notebook notebook)
    {
        var cells = notebook.Cells.Where(cell => cell.IsToRun).ToArray();
        return RecordOf(notebook) is { } record
            ? record.Count >= cells.Length
            : !cells.Any(cell => !cell.HasTag(CellTags.RaisesException) && cell.Outputs.Any(output => output is ErrorOutput));
    }

    /// <summary>Compares the code of the notebook with what ran.</summary>
    /// <param name="notebook">The notebook.</param>
    /// <returns>What differs first, in a sentence; null when nothing does or when there is no record.</returns>
    public static (NotebookCell? Cell, string Problem)? FirstChange(Notebook notebook)
    {
        if (RecordOf(notebook) is not { } record)
        {
            return null;
        }

        var sums = record.Select(item => item is JsonValue value && value.TryGetValue<string>(out var sum) ? sum : string.Empty).ToArray();
        var cells = notebook.Cells.Where(cell => cell.IsToRun).ToArray();
        for (var i = 0; i < Math.Min(sums.Length, cells.Length); i++)
        {
            if (SumOf(cells[i].Source) != sums[i])
            {
                return (cells[i], string.Create(CultureInfo.InvariantCulture, $"code cell {i + 1} is not the one that was executed: the outputs from here on are of other code"));
            }
        }

        return sums.Length < cells.Length ? (cells[sums.Length], string.Create(CultureInfo.InvariantCulture, $"code cell {sums.Length + 1} was not executed by the run that made the outputs"))
            : sums.Length > cells.Length ? (null, string.Create(CultureInfo.InvariantCulture, $"{sums.Length - cells.Length} code cells that were executed are no longer there"))
            : null;
    }

    private static JsonArray? RecordOf(Notebook notebook) => (notebook.Metadata[Part] as JsonObject)?[Key] as JsonArray;

    private static string SumOf(string source)
    {
        var text = source.ReplaceLineEndings("\n").TrimEnd();
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..Digits];
    }
}
