using Spectre.Console;

namespace ResearchKit.Display;

/// <summary>Finds out whether a person watches the text that a sink writes.</summary>
internal static class ProgressTerminal
{
    /// <summary>The terminal behind a sink, or null when it writes to a file, a pipe, a notebook or the log of a build server.</summary>
    public static IAnsiConsole? Behind(IDisplaySink sink)
    {
        var isWatched = sink is TextSink text && text.Stream switch
        {
            ConsoleStream.Output => !Console.IsOutputRedirected,
            ConsoleStream.Error => !Console.IsErrorRedirected,
            _ => false,
        };
        return isWatched && Environment.GetEnvironmentVariable("TERM") is not "dumb" && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("CI"))
            ? AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(((TextSink)sink).Stream == ConsoleStream.Error ? Console.Error : Console.Out) })
            : null;
    }
}
