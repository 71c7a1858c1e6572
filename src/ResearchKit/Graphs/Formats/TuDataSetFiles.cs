using System.Globalization;

namespace ResearchKit.Graphs;

/// <summary>The files of one TUDataset data set, each a table with a row for each graph, node or edge.</summary>
internal sealed class TuDataSetFiles(string prefix)
{
    /// <summary>Graphs of one data set.</summary>
    private const int LargestCollection = 1_000_000;

    /// <summary>The name of the data set.</summary>
    public string Name => Path.GetFileName(prefix);

    /// <summary>For each node the number of its graph, from 1; numbers rise by at most one.</summary>
    public List<int> ReadIndicator()
    {
        var file = Open("graph_indicator");
        var result = new List<int>();
        foreach (var (number, text) in Rows(file))
        {
            var last = result.Count == 0 ? 0 : result[^1];
            if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var graph) || graph < Math.Max(1, last) || graph > last + 1 || graph > LargestCollection)
            {
                throw file.FaultAt(number, $"has '{text}'; expected {(last == 0 ? "1" : $"{last} or {last + 1}")}, the number of a graph");
            }

            result.Add(graph);
        }

        return result;
    }

    /// <summary>The ends of all edges, from 0.</summary>
    public List<(int Source, int Target)> ReadEdges(int nodes)
    {
        var file = Open("A");
        var result = new List<(int, int)>();
        foreach (var (number, text) in Rows(file))
        {
            var parts = text.Split(',', StringSplitOptions.TrimEntries);
            if (parts.Length != 2 || !IsNode(parts[0], nodes, out var source) || !IsNode(parts[1], nodes, out var target))
            {
                throw file.FaultAt(number, $"has '{text}'; expected two nodes from 1 to {nodes}, with a comma between");
            }

            result.Add((source - 1, target - 1));
        }

        return result;
    }

    /// <summary>Labels and attributes of all nodes or edges.</summary>
    /// <param name="kind">node or edge.</param>
    /// <param name="count">How many there are.</param>
    public List<KeyValuePair<string, AttributeValue>>[] ReadLabels(string kind, int count)
    {
        var result = new List<KeyValuePair<string, AttributeValue>>[count];
        for (var k = 0; k < count; k++)
        {
            result[k] = [];
        }

        Fill($"{kind}_labels", (place, text) => place is 0 ? new(GraphLabel.DefaultName, AttributeValue.Of(text)) : new($"{GraphLabel.DefaultName}{place}", AttributeValue.Of(text)));
        Fill($"{kind}_attributes", (place, text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            ? new($"x{place}", AttributeValue.Of(number))
            : null);
        return result;

        void Fill(string part, Func<int, string, KeyValuePair<string, AttributeValue>?> read)
        {
            if (!File.Exists(PathOf(part)))
            {
                return;
            }

            var file = Open(part);
            var row = 0;
            foreach (var (number, text) in Rows(file))
            {
                if (row == count)
                {
                    throw file.FaultAt(number, $"has more rows than there are {kind}s, {count}");
                }

                foreach (var (value, place) in text.Split(',', StringSplitOptions.TrimEntries).Select((value, place) => (value, place)))
                {
                    result[row].Add(read(place, value) ?? throw file.FaultAt(number, $"has '{value}'; expected a finite number"));
                }

                row++;
            }

            if (row < count)
            {
                throw file.Fault($"has {row} rows; expected {count}, one for each {kind}");
            }
        }
    }

    /// <summary>The class of each graph, null where the file is missing.</summary>
    public string?[] ReadClasses(int graphs)
    {
        if (!File.Exists(PathOf("graph_labels")))
        {
            return new string?[graphs];
        }

        var file = Open("graph_labels");
        string?[] classes = [.. Rows(file).Select(row => row.Text)];
        return classes.Length == graphs ? classes : throw file.Fault($"has {classes.Length} rows; expected {graphs}, one for each graph");
    }

    private static bool IsNode(string text, int nodes, out int node) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out node) && node >= 1 && node <= nodes;

    private static IEnumerable<(int Number, string Text)> Rows(GraphFile file) => file.ReadLines().Where(line => line.Text.Length > 0);

    private string PathOf(string part) => $"{prefix}_{part}.txt";

    private GraphFile Open(string part) => File.Exists(PathOf(part)) ? new GraphFile(PathOf(part)) : throw new InvalidDataException($"{PathOf(part)}: is missing");
}
