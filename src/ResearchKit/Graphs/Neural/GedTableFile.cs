using System.Globalization;
using System.Text;

namespace ResearchKit.Graphs.Neural;

/// <summary>A table of edit distances as text: a heading, the costs, the graphs' checksum, a row for each graph, and the checksum of all lines before.</summary>
internal static class GedTableFile
{
    private const string Heading = "researchkit edit distances 1";
    private const int LinesBefore = 3;

    public static void Save(string path, GedTable table)
    {
        var text = new StringBuilder().Append(Heading).Append('\n').Append("costs ").Append(table.Costs).Append('\n').Append("graphs ").Append(table.Count).Append(' ').Append(table.Graphs).Append('\n');
        for (var i = 0; i < table.Count; i++)
        {
            for (var j = 0; j < table.Count; j++)
            {
                text.Append(j == 0 ? string.Empty : " ").Append(table[i, j].ToString("R", CultureInfo.InvariantCulture));
            }

            text.Append('\n');
        }

        var body = text.ToString();
        AtomicFile.Write(path, Encoding.UTF8.GetBytes($"{body}sha256 {GraphFingerprint.Of(body)}\n"));
    }

    public static GedTable Load(string path, IReadOnlyList<Graph> graphs, EditCosts costs)
    {
        var file = new GraphFile(path);
        var lines = file.ReadLines().Select(line => line.Text).ToList();
        if (lines.Count == 0 || lines[0] != Heading)
        {
            throw file.FaultAt(1, $"has '{Short(lines.FirstOrDefault())}'; expected '{Heading}'");
        }

        var checksum = $"sha256 {GraphFingerprint.Of(string.Concat(lines[..^1].Select(line => line + "\n")))}";
        if (lines[^1] != checksum)
        {
            throw file.FaultAt(lines.Count, $"has '{Short(lines[^1])}'; expected '{checksum}': the file was changed or cut off. Delete it to compute the distances anew");
        }

        Expect(file, lines, 2, $"costs {costs}", "the distances are for other costs");
        Expect(file, lines, 3, $"graphs {graphs.Count} {GraphFingerprint.Of(graphs)}", "the distances are for other graphs");
        if (lines.Count != graphs.Count + LinesBefore + 1)
        {
            throw file.Fault($"has {lines.Count} lines; expected {graphs.Count + LinesBefore + 1}");
        }

        var distances = new double[graphs.Count * graphs.Count];
        for (var i = 0; i < graphs.Count; i++)
        {
            ReadRow(file, LinesBefore + i + 1, lines[LinesBefore + i], distances.AsSpan(i * graphs.Count, graphs.Count));
        }

        return new GedTable(graphs.Count, costs, GraphFingerprint.Of(graphs), distances);
    }

    private static void ReadRow(GraphFile file, int number, string line, Span<double> row)
    {
        var parts = GraphFile.Split(line);
        if (parts.Length != row.Length)
        {
            throw file.FaultAt(number, $"has {parts.Length} distances; expected {row.Length}");
        }

        for (var j = 0; j < row.Length; j++)
        {
            if (!double.TryParse(parts[j], NumberStyles.Float, CultureInfo.InvariantCulture, out row[j]) || !double.IsFinite(row[j]) || row[j] < 0)
            {
                throw file.FaultAt(number, $"has '{Short(parts[j])}'; expected a number of at least 0");
            }
        }
    }

    private static void Expect(GraphFile file, List<string> lines, int number, string expected, string meaning)
    {
        var found = number <= lines.Count ? lines[number - 1] : string.Empty;
        if (found != expected)
        {
            throw file.FaultAt(number, $"has '{Short(found)}'; expected '{expected}': {meaning}");
        }
    }

    private static string Short(string? text) => text is null ? string.Empty : text.Length <= 100 ? text : text[..100] + "…";
}
