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
    public override int Peek() => ConsoleRoute.Current is null ? original.Peek() : Filled()[0];

    /// <inheritdoc/>
    public override int Read()
    {
        if (ConsoleRoute.Current is null)
        {
            return original.Read();
        }

        var first = Filled()[0];
        _rest = _rest[1..];
        return first;
    }

    private static string Ask() => ConsoleRoute.Ask(string.Empty, isPassword: false);

    private string Filled()
    {
        if (_rest.Length == 0)
        {
            _rest = Ask() + "\n";
        }

        return _rest;
    }
}
