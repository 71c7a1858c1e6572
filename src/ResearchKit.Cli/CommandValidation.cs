using System.CommandLine;
using System.CommandLine.Parsing;

namespace ResearchKit.Cli;

/// <summary>Checks of a command's options against each other.</summary>
internal static class CommandValidation
{
    /// <summary>Adds a check that runs while the command line is parsed and says what is wrong, or null.</summary>
    /// <remarks>
    /// It does not run where a required option is missing, nor where an option or an argument that is given has no value to check, for example a word for a number: the parser's own message
    /// about that one is what the user sees.
    /// </remarks>
    public static void AddCheck(this Command command, Func<CommandResult, string?> check) => command.Validators.Add(result =>
    {
        if (command.Options.All(option => !option.Required || result.GetResult(option) is not null) && result.Children.All(HasValue) && check(result) is { } error)
        {
            result.AddError(error);
        }
    });

    // Checks of a command run before the parser turns texts into values; asking for a value is the only way to learn whether it can.
    private static bool HasValue(SymbolResult given)
    {
        try
        {
            _ = given switch
            {
                OptionResult option => option.GetValueOrDefault<object?>(),
                ArgumentResult argument => argument.GetValueOrDefault<object?>(),
                _ => null,
            };
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }
}
