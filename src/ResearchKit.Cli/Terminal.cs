using System.Text;
using System.Text.Json;
using ResearchKit.Display;
using Spectre.Console;

namespace ResearchKit.Cli;

/// <summary>Where commands write: results to standard output, progress and remarks to standard error.</summary>
internal static class Terminal
{
    private const int WidthOfFiles = 160;

    /// <summary>Standard output, with colours when it is a terminal.</summary>
    public static IAnsiConsole Output { get; } = Create(Console.Out, Console.IsOutputRedirected);

    /// <summary>Standard error, with colours when it is a terminal.</summary>
    public static IAnsiConsole Error { get; } = Create(Console.Error, Console.IsErrorRedirected);

    /// <summary>Whether a person is watching standard error.</summary>
    public static bool IsWatched => !Console.IsErrorRedirected && Environment.GetEnvironmentVariable("TERM") is not "dumb";

    /// <summary>Makes a progress display on standard error: bars when a person is watching, else a line now and then.</summary>
    public static ProgressDisplay Progress()
    {
        using (Displays.Route(new TextSink(Console.Error)))
        {
            return new ProgressDisplay();
        }
    }

    /// <summary>Prints a line to standard output; a file or a pipe gets it unbroken however long it is.</summary>
    /// <param name="text">The line.</param>
    /// <param name="color">Its colour on a terminal, or null for the usual one.</param>
    public static void Print(string text = "", Color? color = null) => Print(Output, Console.Out, Console.IsOutputRedirected, text, color);

    /// <summary>Prints a line to standard error; a file or a pipe gets it unbroken however long it is.</summary>
    /// <param name="text">The line.</param>
    /// <param name="color">Its colour on a terminal, or null for the usual one.</param>
    public static void Remark(string text, Color? color = null) => Print(Error, Console.Error, Console.IsErrorRedirected, text, color);

    /// <summary>Prints one JSON value and a line end to standard output.</summary>
    /// <param name="write">Writes the value.</param>
    public static void PrintJson(Action<Utf8JsonWriter> write)
    {
        using var output = Console.OpenStandardOutput();
        using (var json = new Utf8JsonWriter(output, new JsonWriterOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            write(json);
        }

        output.Write(Encoding.UTF8.GetBytes(Environment.NewLine));
    }

    private static void Print(IAnsiConsole console, TextWriter plain, bool isRedirected, string text, Color? color)
    {
        if (isRedirected)
        {
            plain.WriteLine(text);
        }
        else
        {
            console.WriteLine(text, new Style(color));
        }
    }

    private static IAnsiConsole Create(TextWriter writer, bool isRedirected)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = isRedirected ? AnsiSupport.No : AnsiSupport.Detect,
            ColorSystem = isRedirected ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
            Interactive = isRedirected ? InteractionSupport.No : InteractionSupport.Detect,
        });
        if (isRedirected)
        {
            console.Profile.Width = WidthOfFiles;
        }

        return console;
    }
}
