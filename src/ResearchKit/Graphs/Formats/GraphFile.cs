using System.Text;

namespace ResearchKit.Graphs;

/// <summary>A file that graphs are read from: its size is bounded, its text must be UTF-8, and what is wrong with it is reported by place.</summary>
internal sealed class GraphFile
{
    /// <summary>Bytes that are read of any file.</summary>
    public const long LargestFile = 256L << 20;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public GraphFile(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        Path = path;
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>What to call a graph that has no name of its own.</summary>
    public string Stem => System.IO.Path.GetFileNameWithoutExtension(Path);

    /// <summary>A fault of the file as a whole.</summary>
    public InvalidDataException Fault(string message, Exception? cause = null) => new($"{Path}: {message}", cause);

    /// <summary>A fault at a line, counted from 1.</summary>
    public InvalidDataException FaultAt(long line, string message, Exception? cause = null) => new($"{Path}, line {line}: {message}", cause);

    /// <summary>A fault at a place, such as <c>nodes[3].id</c>.</summary>
    public InvalidDataException FaultAt(string place, string message, Exception? cause = null) => new($"{Path}, {place}: {message}", cause);

    /// <summary>All bytes, without a byte order mark.</summary>
    public byte[] ReadBytes()
    {
        using var stream = new FileStream(Path, FileMode.Open, FileAccess.Read, FileShare.Read);
        if (stream.Length > LargestFile)
        {
            throw Fault($"has {stream.Length} bytes; expected at most {LargestFile}");
        }

        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? bytes[Encoding.UTF8.Preamble.Length..] : bytes;
    }

    /// <summary>All lines with their numbers, counted from 1; white space at the ends is cut.</summary>
    public IEnumerable<(int Number, string Text)> ReadLines()
    {
        string text;
        try
        {
            text = Strict.GetString(ReadBytes());
        }
        catch (DecoderFallbackException error)
        {
            throw Fault($"is no UTF-8 text: {error.Message}", error);
        }

        using var reader = new StringReader(text);
        for (var number = 1; reader.ReadLine() is { } line; number++)
        {
            yield return (number, line.Trim());
        }
    }

    /// <summary>Cuts a line at white space, and keeps the last of several parts whole.</summary>
    public static string[] Split(string line, int parts = int.MaxValue) => parts == int.MaxValue
        ? line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
        : line.Split((char[]?)null, parts, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
