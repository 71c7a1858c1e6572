namespace ResearchKit.Kernel.Sessions;

/// <summary>The console input, which in a cell asks the session's owner instead of blocking.</summary>
/// <param name="original">The real one, for flows that belong to no cell.</param>
internal sealed class RoutedReader(TextReader original) : TextReader
{
    private string _rest = string.Empty;

    /// <inheritdoc/>
    public override string? ReadLine()
    {
        if (ConsoleRoute.Current is null)
        {
            return original.ReadLine();
        }

        if (_rest.Length == 0)
        {
            return Ask();
        }

        var line = _rest.TrimEnd('\n');
        _rest = string.Empty;
        return line;
    }

    /// <inheritdoc/>
    public override int Peek() => ConsoleRoute.Current is null ? original.Peek() : Fill() ? _rest[0] : -1;

    /// <inheritdoc/>
    public override int Read()
    {
        if (ConsoleRoute.Current is null)
        {
            return original.Read();
        }

        if (!Fill())
        {
            return -1;
        }

        var first = _rest[0];
        _rest = _rest[1..];
        return first;
    }

    private static string? Ask() => ConsoleRoute.Current!.ReadLine is { } read
        ? read()
        : throw new InvalidOperationException("This run has nobody to answer Console.ReadLine; make the input a parameter of the notebook.");

    private bool Fill()
    {
        if (_rest.Length == 0)
        {
            _rest = Ask() is { } line ? line + "\n" : string.Empty;
        }

        return _rest.Length > 0;
    }
}
