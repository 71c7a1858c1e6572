using System.CommandLine;
using ResearchKit.Data;
using Spectre.Console;

namespace ResearchKit.Cli.Commands;

/// <summary><c>researchkit data list</c>: which data sets there are, where they lie, and how to get the others.</summary>
internal static class DataListCommand
{
    private static readonly Option<bool> Json = new("--json") { Description = "Print a list of {name, summary, present, folder, how_to_get}." };

    /// <summary>Makes the command.</summary>
    /// <returns>The command.</returns>
    public static Command Create()
    {
        var command = new Command("list", "List the data sets: what they are, where they lie, how to get those that are missing. They are looked for in $RESEARCHKIT_DATA, where that is set, else in ~/.cache/researchkit.") { Json };
        command.SetAction(Run);
        HelpWithExamples.SetExamples(command, "researchkit data list", "RESEARCHKIT_DATA=/data researchkit data list --json");
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        if (parsed.GetValue(Json))
        {
            Terminal.PrintJson(json =>
            {
                json.WriteStartArray();
                foreach (var description in DataSetCatalog.All)
                {
                    WriteJson(json, description);
                }

                json.WriteEndArray();
            });
            return ExitCode.Success;
        }

        var table = new Table().Border(TableBorder.Simple).AddColumns("name", "what", "where, or how to get it");
        foreach (var description in DataSetCatalog.All)
        {
            var folder = FolderOf(description);
            table.AddRow(
                new Text(description.Name),
                new Text(description.Summary),
                folder is null ? new Text("missing. " + DataFolders.HowToGet(description), new Style(Color.Yellow)) : new Text(folder, new Style(Color.Green)));
        }

        Terminal.Output.Write(table);
        return ExitCode.Success;
    }

    /// <summary>Writes one data set as JSON.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="description">The data set.</param>
    internal static void WriteJson(System.Text.Json.Utf8JsonWriter json, DataSetDescription description)
    {
        var folder = FolderOf(description);
        json.WriteStartObject();
        json.WriteString("name", description.Name);
        json.WriteString("summary", description.Summary);
        json.WriteBoolean("present", folder is not null);
        json.WriteString("folder", description.IsBundled ? null : folder);
        json.WriteString("how_to_get", DataFolders.HowToGet(description));
        json.WriteEndObject();
    }

    private static string? FolderOf(DataSetDescription description) =>
        description.IsBundled ? "part of the kit" : DataFolders.Locate(description);
}
