using System.CommandLine;
using ResearchKit.Kernel.Notebooks;
using Spectre.Console;

namespace ResearchKit.Cli.Commands;

/// <summary><c>researchkit notebooks check</c>: whether notebook files are fit to be committed.</summary>
internal static class NotebooksCheckCommand
{
    private const double BytesOfMegabyte = 1_000_000;

    private static readonly Argument<FileInfo[]> Paths = NotebooksCommand.Paths();

    private static readonly Option<double?> MaximumSize = new("--max-size")
    {
        Description = "How large a notebook may be, in megabytes; by default 1.5.",
        HelpName = "MB",
    };

    private static readonly Option<bool> Json = new("--json") { Description = "Print a list of {path, problems: [{kind, cell, text}]}." };

    /// <summary>Makes the command.</summary>
    /// <returns>The command.</returns>
    public static Command Create()
    {
        var command = new Command(
            "check",
            "Check that notebooks are fit to be committed: nothing that 'notebooks clean' would change, cells executed in order from a fresh start, not too large, outputs of the code that is there (as far as 'researchkit run' made them), no errors, no paths of this machine. Fails when something is found.") { Paths, MaximumSize, Json };
        command.AddCheck(result => result.GetValue(MaximumSize) is { } size && size is not (> 0 and <= 1000)
            ? "--max-size is not between 0 and 1000; expected a number of megabytes."
            : null);
        command.SetAction(Run);
        HelpWithExamples.SetExamples(command, "researchkit notebooks check", "researchkit notebooks check mine.ipynb --max-size 5 --json");
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        var maximum = parsed.GetValue(MaximumSize) is { } size ? (long)(size * BytesOfMegabyte) : NotebookCheck.UsualMaximumBytes;
        var results = NotebooksCommand.Find(parsed.GetValue(Paths)).Select(path => (Path: path, Problems: NotebookCheck.File(path, maximum))).ToArray();
        if (parsed.GetValue(Json))
        {
            PrintJson(results);
        }
        else
        {
            Print(results);
        }

        return results.Any(result => result.Problems.Count > 0) ? ExitCode.Failure : ExitCode.Success;
    }

    private static void Print((string Path, IReadOnlyList<NotebookProblem> Problems)[] results)
    {
        foreach (var (path, problems) in results)
        {
            var name = Path.GetRelativePath(Directory.GetCurrentDirectory(), path);
            Terminal.Print($"{name}: {(problems.Count == 0 ? "fine" : $"{problems.Count} found")}", problems.Count == 0 ? Color.Green : Color.Red);
            foreach (var problem in problems)
            {
                Terminal.Print($"  {problem.Kind,-8} {(problem.Cell is { } cell ? $"cell {cell}: " : string.Empty)}{problem.Text}");
            }
        }

        if (results.Any(result => result.Problems.Any(problem => problem.Kind is "metadata" or "ids" or "form")))
        {
            Terminal.Print("'researchkit notebooks clean' puts metadata, ids and form right.");
        }
    }

    private static void PrintJson((string Path, IReadOnlyList<NotebookProblem> Problems)[] results) => Terminal.PrintJson(json =>
    {
        json.WriteStartArray();
        foreach (var (path, problems) in results)
        {
            json.WriteStartObject();
            json.WriteString("path", path);
            json.WriteStartArray("problems");
            foreach (var problem in problems)
            {
                json.WriteStartObject();
                json.WriteString("kind", problem.Kind);
                json.WriteString("cell", problem.Cell);
                json.WriteString("text", problem.Text);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });
}
