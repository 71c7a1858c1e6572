using System.Text;
using System.Text.Json.Nodes;

namespace ResearchKit.Kernel.Tests.Notebooks;

/// <summary>Two hundred notebooks with something wrong or odd about them, the same ones each time.</summary>
internal static class MalformedNotebooks
{
    private const int Count = 200;
    private const int Truncations = 40;

    private static readonly string[] Values =
        ["null", "{}", "[]", "5", "-1", "1e999", "99999999999999999999", "true", "\"\"", "\"\\ud800\"", "[null]", "[{}]", "{\"a\":{\"b\":[1]}}", "\"\\u0000\"", "[[[[1]]]]"];

    /// <summary>Makes them.</summary>
    /// <returns>A name that tells what was done, and the bytes of the file.</returns>
    public static IReadOnlyList<(string Name, byte[] Content)> All()
    {
        var all = new List<(string, byte[])>();
        var good = Encoding.UTF8.GetBytes(Good().ToJsonString());
        for (var i = 0; i < Truncations; i++)
        {
            var length = i * good.Length / Truncations;
            all.Add(($"truncated at {length}", good[..length]));
        }

        all.AddRange(Odd());
        var places = Places(Good()).ToArray();
        for (var i = 0; all.Count < Count; i++)
        {
            // Every place gets some wrong value, and the values take turns; seven and the number of values share no factor.
            var place = places[i % places.Length];
            var value = Values[i * 7 % Values.Length];
            all.Add(($"{place} is {value}", Encoding.UTF8.GetBytes(With(place, value))));
        }

        return all;
    }

    /// <summary>A notebook with every kind of cell and output, and metadata of others.</summary>
    /// <returns>Its JSON.</returns>
    public static JsonObject Good() => JsonNode.Parse("""
        {"cells":[
          {"cell_type":"markdown","id":"m1","metadata":{"other":{"z":1,"a":[1.50,"\u00e9"]}},"source":["# Title\n","text $x$ ![p](attachment:p.png)"],"attachments":{"p.png":{"image/png":"aGk="}}},
          {"cell_type":"code","id":"c1","execution_count":1,"metadata":{"tags":["parameters"],"jupyter":{"source_hidden":true}},"source":"var n = 1;","outputs":[]},
          {"cell_type":"code","id":"c2","execution_count":2,"metadata":{},"source":["n + 1"],"outputs":[
            {"output_type":"stream","name":"stdout","text":["one\n","two"]},
            {"output_type":"execute_result","execution_count":2,"metadata":{"image/png":{"width":10}},"data":{"text/plain":["2"],"image/png":"aGk=","application/vnd.plotly.v1+json":{"data":[],"layout":{}}}},
            {"output_type":"display_data","metadata":{},"data":{"text/html":"<b>x</b>","text/plain":"x"}},
            {"output_type":"error","ename":"E","evalue":"m","traceback":["line"]}]},
          {"cell_type":"raw","id":"r1","metadata":{},"source":"raw"}],
         "metadata":{"kernelspec":{"name":".net-csharp","display_name":".NET (C#)","language":"C#"},"unknown":{"b":2,"a":1}},"nbformat":4,"nbformat_minor":5}
        """)!.AsObject();

    private static IEnumerable<(string Name, byte[] Content)> Odd()
    {
        var good = Good().ToJsonString();
        (string, string)[] texts =
        [
            ("spaces", " \n\t "), ("a number", "5"), ("a text", "\"x\""), ("null", "null"), ("two values", good + good), ("a comment", "// x\n" + good), ("a trailing comma", good[..^1] + ",}"),
            ("NaN", good.Replace("\"nbformat\":4", "\"nbformat\":NaN", StringComparison.Ordinal)), ("single quotes", good.Replace('"', '\'')),
            ("a key twice at the top", good[..^1] + ",\"nbformat\":4}"), ("metadata twice in a cell", good.Replace("\"id\":\"r1\"", "\"metadata\":{},\"id\":\"r1\"", StringComparison.Ordinal)),
            ("a key twice in metadata", good.Replace("\"b\":2", "\"a\":2", StringComparison.Ordinal)),
            ("an id twice", good.Replace("\"r1\"", "\"m1\"", StringComparison.Ordinal)), ("a bad id", good.Replace("\"r1\"", "\"../r 1\"", StringComparison.Ordinal)), ("a long id", good.Replace("\"r1\"", $"\"{new string('a', 65)}\"", StringComparison.Ordinal)),
            ("format 3", good.Replace("\"nbformat\":4", "\"nbformat\":3", StringComparison.Ordinal)), ("format 5", good.Replace("\"nbformat\":4", "\"nbformat\":5", StringComparison.Ordinal)), ("a negative minor", good.Replace("\"nbformat_minor\":5", "\"nbformat_minor\":-1", StringComparison.Ordinal)),
            ("deep arrays", good.Replace("\"b\":2", $"\"b\":{new string('[', 1000)}{new string(']', 1000)}", StringComparison.Ordinal)),
            ("deep objects", good.Replace("\"b\":2", $"\"b\":{string.Concat(Enumerable.Repeat("{\"a\":", 100))}1{new string('}', 100)}", StringComparison.Ordinal)),
            ("deep without end", new string('[', 100_000)), ("deep Markdown", good.Replace("# Title", new string('>', 20_000) + " x", StringComparison.Ordinal)), ("many brackets", good.Replace("# Title", new string('[', 20_000), StringComparison.Ordinal)),
            ("deep code", good.Replace("n + 1", new string('(', 20_000), StringComparison.Ordinal)), ("a huge output", good.Replace("\"one\\n\"", $"\"{new string('x', 5_000_000)}\"", StringComparison.Ordinal)),
            ("a huge number", good.Replace("\"b\":2", $"\"b\":{new string('9', 5_000)}", StringComparison.Ordinal)), ("many cells", good.Replace("\"cells\":[", "\"cells\":[" + string.Concat(Enumerable.Repeat("{\"cell_type\":\"raw\",\"metadata\":{},\"source\":\"\"},", 5_000)), StringComparison.Ordinal)),
            ("control characters", good.Replace("# Title", "\\u0000\\u0001\\u001b[31m\\u2028", StringComparison.Ordinal)), ("Windows line ends", good.Replace(",", ",\r\n", StringComparison.Ordinal)), ("a byte order mark", "\uFEFF" + good),
            ("another language", good.Replace("\"language\":\"C#\"", "\"language\":\"python\"", StringComparison.Ordinal)), ("no cells", good.Replace("\"cells\"", "\"sells\"", StringComparison.Ordinal)), ("worksheets of format 3", "{\"worksheets\":[],\"nbformat\":3,\"metadata\":{}}"),
        ];
        foreach (var (name, text) in texts)
        {
            yield return (name, Encoding.UTF8.GetBytes(text));
        }

        var bytes = Encoding.UTF8.GetBytes(good);
        yield return ("half a character", [.. bytes[..^1], 0xC3, (byte)'}']);
        yield return ("Latin-1", Encoding.Latin1.GetBytes(good.Replace("\\u00E9", "\u00e9", StringComparison.Ordinal)));
        yield return ("UTF-16", Encoding.Unicode.GetBytes(good));
        yield return ("zeros", new byte[1000]);
        yield return ("a picture", [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13]);
    }

    private static IEnumerable<string> Places(JsonNode? json, string path = "") => json switch
    {
        JsonObject inner => inner.SelectMany(pair => Places(pair.Value, $"{path}/{pair.Key}").Prepend($"{path}/{pair.Key}")),
        JsonArray items => items.SelectMany((item, i) => Places(item, $"{path}/#{i}").Prepend($"{path}/#{i}")),
        _ => [],
    };

    // A slash in a MIME type is no step, so steps are matched against the keys there are.
    private static string With(string place, string value)
    {
        const string Mark = "@@ here @@";
        var root = Good();
        JsonNode node = root;
        var rest = place[1..];
        while (true)
        {
            if (node is JsonArray items)
            {
                var end = rest.IndexOf('/', StringComparison.Ordinal);
                var index = int.Parse(end < 0 ? rest.AsSpan(1) : rest.AsSpan(1, end - 1), System.Globalization.CultureInfo.InvariantCulture);
                if (end < 0)
                {
                    items[index] = Mark;
                    break;
                }

                (node, rest) = (items[index]!, rest[(end + 1)..]);
                continue;
            }

            var inner = node.AsObject();
            if (inner.ContainsKey(rest))
            {
                inner[rest] = Mark;
                break;
            }

            var key = inner.Select(pair => pair.Key).Where(name => rest.StartsWith(name + "/", StringComparison.Ordinal)).MaxBy(name => name.Length)!;
            (node, rest) = (inner[key]!, rest[(key.Length + 1)..]);
        }

        return root.ToJsonString().Replace($"\"{Mark}\"", value, StringComparison.Ordinal);
    }
}
