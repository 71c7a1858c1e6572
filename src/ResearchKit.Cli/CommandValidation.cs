using System.CommandLine;
using System.CommandLine.Parsing;

namespace ResearchKit.Cli;

/// <summary>Checks of a command's options against each other.</summary>
internal static class CommandValidation
{
    /// <summary>Adds a check that runs while the command line is parsed and says what is wrong, or null.</summary>
    /// <remarks>An option whose value has the wrong kind has no value to check: reading it throws, the check ends, and the parser's own message about that option is what the user sees.</remarks>
    public static void AddCheck(this Command command, Func<CommandResult, string?> check) => command.Validators.Add(result =>
    {
        try
        {
            if (check(result) is { } error)
            {
                result.AddError(error);
            }
        }
        catch (InvalidOperationException)
        {
        }
    });
}
