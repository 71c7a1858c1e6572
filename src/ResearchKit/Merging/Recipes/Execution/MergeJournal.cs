using System.Text;
using System.Text.Json;

namespace ResearchKit.Merging.Recipes.Execution;

/// <summary>Says what of a merge is written, one line a tensor, so that a run that was killed goes on where it was.</summary>
/// <remarks>The first line holds the fingerprint of the merge. A line counts when it is complete; what it says is checked against the file before it is believed.</remarks>
internal sealed class MergeJournal : IDisposable
{
    private readonly FileStream _stream;
    private readonly Dictionary<int, JournalEntry> _last = [];

    private MergeJournal(FileStream stream) => _stream = stream;

    /// <summary>How far a file had come when the journal was opened; null when it was not begun.</summary>
    public JournalEntry? this[int shard] => _last.GetValueOrDefault(shard);

    /// <summary>The fingerprint of a journal; null when there is none, or no complete first line.</summary>
    public static string? FingerprintOf(string path)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        using var reader = new StreamReader(path);
        try
        {
            return JsonSerializer.Deserialize<string>(reader.ReadLine() ?? string.Empty);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Begins a journal.</summary>
    public static MergeJournal Create(string path, string fingerprint)
    {
        var journal = new MergeJournal(new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 0));
        journal.Append(fingerprint);
        return journal;
    }

    /// <summary>Goes on with a journal.</summary>
    public static MergeJournal Continue(string path)
    {
        var lines = File.ReadAllLines(path).Skip(1).Select(Parse).ToArray();
        var journal = new MergeJournal(new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read, bufferSize: 0));
        foreach (var entry in lines)
        {
            journal._last[entry.Shard] = entry;
        }

        // A line that was cut off ends here.
        journal._stream.Write("\n"u8);
        return journal;
    }

    /// <summary>Adds how far a file has come.</summary>
    public void Add(JournalEntry entry) => Append(entry);

    /// <summary>Waits until the disk has the journal.</summary>
    public void Flush() => _stream.Flush(flushToDisk: true);

    public void Dispose() => _stream.Dispose();

    private static JournalEntry Parse(string line)
    {
        if (line.Length == 0)
        {
            return Nothing;
        }

        try
        {
            return JsonSerializer.Deserialize<JournalEntry>(line) ?? Nothing;
        }
        catch (JsonException)
        {
            return Nothing;
        }
    }

    // In place of lines that were cut off: no file has this number.
    private static JournalEntry Nothing { get; } = new(-1, 0, 0, 0);

    private void Append<T>(T value) => _stream.Write(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(value) + "\n"));
}
