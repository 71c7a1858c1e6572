using System.CommandLine;

namespace ResearchKit.Cli.Commands;

/// <summary><c>researchkit data</c>: the data sets on this machine.</summary>
internal static class DataCommand
{
    /// <summary>Makes the command.</summary>
    /// <returns>The command.</returns>
    public static Command Create()
    {
        var command = new Command("data", "List the data sets, or download one.")
        {
            DataListCommand.Create(),
            DataFetchCommand.Create(),
        };
        HelpWithExamples.SetExamples(command, "researchkit data list", "researchkit data fetch fashion-mnist");
        return command;
    }
}
