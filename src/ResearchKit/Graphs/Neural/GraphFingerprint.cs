using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace ResearchKit.Graphs.Neural;

/// <summary>A checksum of graphs: the same for equal graphs in the same order, whatever they are called.</summary>
internal static class GraphFingerprint
{
    /// <summary>SHA-256 over sizes, labels and edges, in lower-case hexadecimal.</summary>
    public static string Of(IReadOnlyList<Graph> graphs)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var graph in graphs)
        {
            Add(hash, string.Create(CultureInfo.InvariantCulture, $"t {graph.NodeCount} {graph.EdgeCount} {(graph.IsDirected ? 'd' : 'u')}"));
            for (var i = 0; i < graph.NodeCount; i++)
            {
                Add(hash, $"v {graph.NodeLabel(i)}");
            }

            foreach (var edge in graph.Edges)
            {
                Add(hash, string.Create(CultureInfo.InvariantCulture, $"e {edge.Source} {edge.Target} {edge.Label}"));
            }
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>SHA-256 of a text in lower-case hexadecimal.</summary>
    public static string Of(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    // The length goes first, so that no label can pass for the end of a line.
    private static void Add(IncrementalHash hash, string line)
    {
        var bytes = Encoding.UTF8.GetBytes(line);
        hash.AppendData(BitConverter.GetBytes(BitConverter.IsLittleEndian ? bytes.Length : System.Buffers.Binary.BinaryPrimitives.ReverseEndianness(bytes.Length)));
        hash.AppendData(bytes);
    }
}
