using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace ResearchKit.Cli;

/// <summary>The usual help, followed by examples and exit codes.</summary>
/// <param name="help">Prints the usual help.</param>
internal sealed class HelpWithExamples(HelpAction help) : SynchronousCommandLineAction
{
    private const string ExitCodes = "Exit codes:\n  0 success, 1 failure, 2 wrong command line, 130 interrupted. Results go to standard output, everything else to standard error.\n";

    // By command, not by name: 'data list' and 'kernel list' share one.
    private static readonly Dictionary<Command, string[]> Examples = [];

    /// <inheritdoc/>
    public override bool ClearsParseErrors => true;

    /// <summary>Remembers the examples of a command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="lines">Command lines that work as they stand, given the files they name.</param>
    public static void SetExamples(Command command, params string[] lines) => Examples[command] = lines;

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        var code = help.Invoke(parseResult);
        var output = parseResult.InvocationConfiguration.Output;
        if (Examples.TryGetValue(parseResult.CommandResult.Command, out var lines))
        {
            output.WriteLine("Examples:");
            foreach (var line in lines)
            {
                output.WriteLine("  " + line);
            }

            output.WriteLine();
        }

        output.Write(ExitCodes);
        return code;
    }
}
