using System.CommandLine;
using System.CommandLine.Help;
using System.Diagnostics;
using ResearchKit.Cli.Commands;
using ResearchKit.Cli.Diagnosis;

namespace ResearchKit.Cli;

/// <summary>The <c>researchkit</c> command: its subcommands, its exit codes and how it reports errors.</summary>
internal static class CommandLine
{
    // A cell that is asked to stop gets some seconds to do so and to have its notebook written.
    private static readonly TimeSpan StopTime = TimeSpan.FromSeconds(30);

    private static readonly Option<bool> Verbose = new("--verbose")
    {
        Description = "On an error, print where in the program it came from.",
        Recursive = true,
    };

    /// <summary>Parses and runs a command line.</summary>
    /// <param name="arguments">The arguments after the command's name.</param>
    /// <returns>An <see cref="ExitCode"/>.</returns>
    public static async Task<int> RunAsync(string[] arguments)
    {
        var parsed = Root().Parse(arguments.Length == 0 ? ["--help"] : arguments);
        if (parsed.Errors.Count > 0)
        {
            Report(Plain(OneLine(parsed.Errors[0].Message)) + $" See 'researchkit {PathOf(parsed.CommandResult.Command)}--help'.");
            return ExitCode.Usage;
        }

        var configuration = new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = StopTime };
        try
        {
            return await parsed.InvokeAsync(configuration).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            Report("interrupted.");
            return ExitCode.Interrupted;
        }
        catch (UsageException error)
        {
            Report(error.Message);
            return ExitCode.Usage;
        }
        catch (Exception error) when (!Debugger.IsAttached)
        {
            Report(parsed.GetValue(Verbose) ? error.ToString() : OneLine(error));
            return ExitCode.Failure;
        }
    }

    // Not RootCommand, which calls itself after the assembly.
    private static Command Root()
    {
        var root = new Command("researchkit", "Primitives for permutation symmetry, model merging and graph matching, and the notebooks built on them.")
        {
            RunCommand.Create(),
            NotebooksCommand.Create(),
            ExportCommand.Create(),
            GalleryCommand.Create(),
            AssignCommand.Create(),
            MatchCommand.Create(),
            SpecCommand.Create(),
            DiffCommand.Create(),
            ExtractLoraCommand.Create(),
            SoupCommand.Create(),
            MergeCommand.Create(),
            MoeCommand.Create(),
            GedCommand.Create(),
            DataCommand.Create(),
            KernelCommand.Create(),
            DoctorCommand.Create(),
            Verbose,
            new HelpOption { Action = new HelpWithExamples(new HelpAction()) },
            new VersionOption(),
        };
        HelpWithExamples.SetExamples(
            root,
            "researchkit doctor",
            "researchkit run --all --profile quick",
            "researchkit match a.safetensors b.safetensors --model mlp -o b-aligned.safetensors",
            "researchkit merge --help");
        return root;
    }

    private static string PathOf(Command command) =>
        command.Parents.OfType<Command>().FirstOrDefault() is { } parent ? PathOf(parent) + command.Name + " " : string.Empty;

    // The parser names the type that it could not make of a word.
    private static string Plain(string message) =>
        message.IndexOf(" as expected type '", StringComparison.Ordinal) is >= 0 and var at
            ? message[..at] + (message.Contains("Int32", StringComparison.Ordinal) ? "; expected a whole number." : message.Contains("Double", StringComparison.Ordinal) ? "; expected a number." : message[at..])
            : message;

    private static void Report(string message) => Console.Error.WriteLine($"researchkit: {message}");

    private static string OneLine(Exception error)
    {
        // The engine wraps what a static initialiser or a task threw; the cause says more.
        var cause = error is TypeInitializationException or AggregateException ? error.InnerException ?? error : error;
        if (cause is NotSupportedException && TorchSharpLibrary.WhyNot() is { } reason)
        {
            return $"TorchSharp does not load: {OneLine(reason)}; 'researchkit doctor' says what helps";
        }

        var text = cause is ArgumentException { ParamName: { } parameter } ? cause.Message.Replace($" (Parameter '{parameter}')", string.Empty, StringComparison.Ordinal) : cause.Message;
        var message = OneLine(text);
        return cause is ArgumentException or IOException or InvalidDataException or InvalidOperationException or HttpRequestException or UnauthorizedAccessException
            ? message
            : $"{cause.GetType().Name}: {message}";
    }

    private static string OneLine(string text) =>
        string.Join(' ', text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
}
