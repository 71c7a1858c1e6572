using System.Text;
using ResearchKit.Display;
using ResearchKit.Kernel.Notebooks;
using ResearchKit.Kernel.Sessions;

namespace ResearchKit.Kernel.Running;

/// <summary>Turns what a cell shows into the outputs of the notebook, and keeps them below a size.</summary>
/// <param name="cell">The cell of the notebook.</param>
/// <param name="run">The cell as observers see it.</param>
/// <param name="displays">Everything the run shows.</param>
/// <param name="observer">Follows the run.</param>
/// <param name="maximumBytes">How much output the cell may leave.</param>
internal sealed class CellRecorder(NotebookCell cell, CellRun run, RunDisplays displays, IRunObserver observer, int maximumBytes) : ICellOutput
{
    private long _bytes;
    private bool _isNoteWritten;

    /// <inheritdoc/>
    public void Write(ConsoleChannel channel, string text)
    {
        observer.TextWritten(run, channel, text);
        var room = maximumBytes - _bytes;
        var size = Encoding.UTF8.GetByteCount(text);
        _bytes += size;
        if (size <= room)
        {
            Append(channel == ConsoleChannel.Output ? "stdout" : "stderr", text);
        }
        else
        {
            if (room > 0)
            {
                Append(channel == ConsoleChannel.Output ? "stdout" : "stderr", Start(text, room));
            }

            Note();
        }
    }

    /// <inheritdoc/>
    public void Display(MimeBundle bundle, string displayId)
    {
        observer.Displayed(run, bundle, isUpdate: false);
        var output = DataOutput.Displayed(Fit(bundle));
        displays.Add(bundle, displayId, output);
        cell.Outputs.Add(output);
    }

    /// <inheritdoc/>
    public void Update(MimeBundle bundle, string displayId)
    {
        observer.Displayed(run, bundle, isUpdate: true);

        // An update of something that was never shown shows it: nothing is lost. Replacing does not count against the limit of this cell.
        if (displays.Replace(bundle, displayId) is { } output)
        {
            output.Replace(SizeOf(bundle) <= maximumBytes ? bundle : Reduce(bundle, maximumBytes));
        }
        else
        {
            var shown = DataOutput.Displayed(Fit(bundle));
            displays.Add(bundle, displayId, shown);
            cell.Outputs.Add(shown);
        }
    }

    /// <inheritdoc/>
    public void Result(MimeBundle bundle)
    {
        observer.Displayed(run, bundle, isUpdate: false);
        var output = DataOutput.Result(Fit(bundle), run.Number);
        displays.Add(bundle, null, output);
        cell.Outputs.Add(output);
    }

    private static long SizeOf(MimeBundle bundle) => bundle.Data.Sum(pair => (long)Encoding.UTF8.GetByteCount(pair.Value));

    // The largest forms go first; plain text and claims stay, since they are what a reader and the results need.
    private static MimeBundle Reduce(MimeBundle bundle, long room)
    {
        var kept = bundle.Data.Keys.ToList();
        var left = new List<string>();
        foreach (var mimeType in bundle.Data.OrderByDescending(pair => pair.Value.Length).Select(pair => pair.Key))
        {
            if (mimeType is MimeTypes.Text or MimeTypes.Claims || SizeOf(bundle.Only(kept)) <= room)
            {
                continue;
            }

            kept.Remove(mimeType);
            left.Add(mimeType);
        }

        var text = bundle.Text.Length <= room ? bundle.Text : Start(bundle.Text, Math.Max(room, 0));
        var note = left.Count > 0 ? $"[{string.Join(", ", left)} left out: larger than the limit for the output of a cell]" : "[shortened: larger than the limit for the output of a cell]";
        return (kept.Count > 0 ? bundle.Only(kept) : new MimeBundle()).With(MimeTypes.Text, text.Length > 0 ? $"{text}\n{note}" : note);
    }

    private static string Start(string text, long maximumBytes)
    {
        var length = 0;
        long bytes = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            bytes += rune.Utf8SequenceLength;
            if (bytes > maximumBytes)
            {
                break;
            }

            length += rune.Utf16SequenceLength;
        }

        return text[..length];
    }

    private MimeBundle Fit(MimeBundle bundle)
    {
        var room = maximumBytes - _bytes;
        var size = SizeOf(bundle);
        _bytes += size;
        return size <= room ? bundle : Reduce(bundle, room);
    }

    private void Append(string name, string text)
    {
        if (cell.Outputs.LastOrDefault() is StreamOutput last && last.Name == name)
        {
            last.Append(text);
        }
        else
        {
            cell.Outputs.Add(new StreamOutput(name, text));
        }
    }

    private void Note()
    {
        if (!_isNoteWritten)
        {
            _isNoteWritten = true;
            cell.Outputs.Add(new StreamOutput("stderr", FormattableString.Invariant($"\n[output beyond {maximumBytes:N0} bytes is left out]\n")));
        }
    }
}
