using System.CommandLine;
using ResearchKit.Cli.Running;
using ResearchKit.Kernel.Export.Gallery;

namespace ResearchKit.Cli.Commands;

/// <summary><c>researchkit gallery</c>: an index page over what was run.</summary>
internal static class GalleryCommand
{
    private static readonly Option<DirectoryInfo> Results = new("--results") { Description = "The folder that 'researchkit run' wrote to; by default results.", HelpName = "DIR" };

    private static readonly Option<DirectoryInfo> Output = new("--output", "-o") { Description = "The folder to write to; by default the folder gallery within the results.", HelpName = "DIR" };

    private static readonly Option<bool> Json = new("--json") { Description = "Print {index, pages, remarks}." };

    /// <summary>Makes the command.</summary>
    /// <returns>The command.</returns>
    public static Command Create()
    {
        var command = new Command("gallery", "Write an index page over the runs in the results folder: each notebook's title, question, main figure, claims and running time, with the notebook exported as HTML.") { Results, Output, Json };
        command.SetAction(Run);
        HelpWithExamples.SetExamples(command, "researchkit gallery", "researchkit gallery --results artifacts/other-seeds -o artifacts/other-gallery");
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        var results = parsed.GetValue(Results)?.FullName ?? Path.GetFullPath("results");
        var output = parsed.GetValue(Output)?.FullName ?? Path.Combine(results, "gallery");
        var gallery = GalleryWriter.Write(results, output, PictureFolder());
        foreach (var remark in gallery.Remarks)
        {
            Terminal.Remark(remark);
        }

        if (parsed.GetValue(Json))
        {
            Terminal.PrintJson(json =>
            {
                json.WriteStartObject();
                json.WriteString("index", gallery.IndexPath);
                json.WriteStrings("pages", gallery.Pages);
                json.WriteStrings("remarks", gallery.Remarks);
                json.WriteEndObject();
            });
        }
        else
        {
            Terminal.Print($"gallery: {gallery.IndexPath}");
        }

        return ExitCode.Success;
    }

    // Executed copies lie in the results folder; pictures that their text names stay with the kit's notebooks.
    private static string? PictureFolder()
    {
        try
        {
            return Path.GetDirectoryName(NotebookFolder.All()[0]);
        }
        catch (DirectoryNotFoundException)
        {
            return null;
        }
    }
}
