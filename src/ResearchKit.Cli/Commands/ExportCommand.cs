using System.CommandLine;
using ResearchKit.Kernel.Export;
using ResearchKit.Kernel.Notebooks;

namespace ResearchKit.Cli.Commands;

/// <summary><c>researchkit export</c>: turns notebooks into pages that need nothing beside them.</summary>
internal static class ExportCommand
{
    private static readonly Argument<FileInfo[]> Notebooks = new("PATH") { Description = "The notebooks (.ipynb) to export, with the outputs that they hold; nothing is run.", Arity = ArgumentArity.OneOrMore };

    private static readonly Option<string> To = Choice();

    private static readonly Option<DirectoryInfo> Output = new("--output", "-o") { Description = "The folder to write to; by default that of each notebook.", HelpName = "DIR" };

    private static readonly Option<bool> Json = new("--json") { Description = "Print a list of {notebook, path, pictures, remarks}." };

    /// <summary>Makes the command.</summary>
    /// <returns>The command.</returns>
    public static Command Create()
    {
        var command = new Command("export", "Export notebooks to share them: HTML in one file, with figures that can be moved, which opens without internet access; or Markdown with its pictures in NAME_files beside it.") { Notebooks, To, Output, Json };
        command.SetAction(Run);
        HelpWithExamples.SetExamples(
            command,
            "researchkit export notebooks/01-linear-mode-connectivity.ipynb -o artifacts/pages",
            "researchkit export notebooks/*.ipynb --to md -o artifacts/markdown");
        return command;
    }

    private static Option<string> Choice()
    {
        var option = new Option<string>("--to") { Description = "The form: html (one file) or md (Markdown and a folder of pictures).", DefaultValueFactory = _ => "html" };
        option.AcceptOnlyFromAmong("html", "md");
        return option;
    }

    private static int Run(ParseResult parsed)
    {
        var format = parsed.GetRequiredValue(To) == "html" ? ExportFormat.Html : ExportFormat.Markdown;
        var exports = parsed.GetRequiredValue(Notebooks).Select(file => (Notebook: file.FullName, Path: TargetOf(file.FullName, parsed.GetValue(Output)?.FullName, format))).ToArray();
        if (exports.GroupBy(export => export.Path, StringComparer.OrdinalIgnoreCase).FirstOrDefault(group => group.Count() > 1) is { } clash)
        {
            throw new UsageException($"{string.Join(" and ", clash.Select(export => export.Notebook))} would both become {clash.Key}; expected notebooks of different names, or one call for each.");
        }

        var libraries = PageLibraries.Find();
        var results = new List<(string Notebook, ExportResult Result)>();
        foreach (var (notebook, path) in exports)
        {
            results.Add((notebook, Export(notebook, new ExportOptions { Format = format, OutputPath = path, Libraries = libraries })));
        }

        Print(parsed, results);
        return ExitCode.Success;
    }

    private static string TargetOf(string notebook, string? folder, ExportFormat format) =>
        Path.Combine(folder ?? Path.GetDirectoryName(notebook)!, Path.GetFileNameWithoutExtension(notebook) + (format == ExportFormat.Html ? ".html" : ".md"));

    private static ExportResult Export(string notebook, ExportOptions options)
    {
        try
        {
            return NotebookExporter.Export(notebook, options);
        }
        catch (NotebookFormatException error)
        {
            throw new InvalidDataException(error.Message, error);
        }
    }

    private static void Print(ParseResult parsed, List<(string Notebook, ExportResult Result)> results)
    {
        foreach (var remark in results.SelectMany(export => export.Result.Remarks).Distinct(StringComparer.Ordinal))
        {
            Terminal.Remark(remark);
        }

        if (!parsed.GetValue(Json))
        {
            results.ForEach(export => Terminal.Print(export.Result.Path));
            return;
        }

        Terminal.PrintJson(json =>
        {
            json.WriteStartArray();
            foreach (var (notebook, result) in results)
            {
                json.WriteStartObject();
                json.WriteString("notebook", notebook);
                json.WriteString("path", result.Path);
                json.WriteStrings("pictures", result.Pictures);
                json.WriteStrings("remarks", result.Remarks);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        });
    }
}
