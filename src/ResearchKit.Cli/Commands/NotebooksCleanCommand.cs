using System.CommandLine;
using ResearchKit.Kernel.Notebooks;

namespace ResearchKit.Cli.Commands;

/// <summary><c>researchkit notebooks clean</c>: brings notebook files into the form in which they are committed.</summary>
internal static class NotebooksCleanCommand
{
    private static readonly Argument<FileInfo[]> Paths = NotebooksCommand.Paths();

    private static readonly Option<bool> Strip = new("--strip") { Description = "Remove outputs and execution counts too." };

    private static readonly Option<bool> Json = new("--json") { Description = "Print a list of {path, changed}." };

    /// <summary>Makes the command.</summary>
    /// <returns>The command.</returns>
    public static Command Create()
    {
        var command = new Command("clean", "Take out the metadata that editors leave in notebooks, give every cell an id, and write them as Jupyter does, in place. Code, text, tags and outputs stay.") { Paths, Strip, Json };
        command.SetAction(Run);
        HelpWithExamples.SetExamples(command, "researchkit notebooks clean", "researchkit notebooks clean mine.ipynb --strip");
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        var results = NotebooksCommand.Find(parsed.GetValue(Paths)).Select(path => (Path: path, IsChanged: Clean(path, parsed.GetValue(Strip)))).ToArray();
        if (parsed.GetValue(Json))
        {
            Terminal.PrintJson(json =>
            {
                json.WriteStartArray();
                foreach (var (path, isChanged) in results)
                {
                    json.WriteStartObject();
                    json.WriteString("path", path);
                    json.WriteBoolean("changed", isChanged);
                    json.WriteEndObject();
                }

                json.WriteEndArray();
            });
        }
        else
        {
            foreach (var (path, isChanged) in results)
            {
                Terminal.Print($"{Path.GetRelativePath(Directory.GetCurrentDirectory(), path)}: {(isChanged ? "cleaned" : "clean already")}");
            }
        }

        return ExitCode.Success;
    }

    private static bool Clean(string path, bool strip)
    {
        try
        {
            return NotebookCleaner.CleanFile(path, strip);
        }
        catch (NotebookFormatException error)
        {
            throw new InvalidDataException(error.Message, error);
        }
    }
}
