using System.CommandLine;
using ResearchKit.Data;

namespace ResearchKit.Cli.Commands;

/// <summary><c>researchkit data fetch</c>: downloads a data set.</summary>
internal static class DataFetchCommand
{
    private static readonly TimeSpan AnswerTime = TimeSpan.FromSeconds(60);

    private static readonly Argument<string> Name = new("name")
    {
        Description = "The data set: " + string.Join(", ", DataSetCatalog.All.Where(description => !description.IsBundled).Select(description => description.Name)) + ".",
    };

    private static readonly Option<string> From = new("--from")
    {
        Description = "The web address of a folder that holds the same files; by default the makers' own.",
        HelpName = "URL",
    };

    private static readonly Option<DirectoryInfo> Folder = new("--folder")
    {
        Description = "Where to put the files; by default $RESEARCHKIT_DATA/<name>, else ~/.cache/researchkit/<name>.",
        HelpName = "DIR",
    };

    /// <summary>Makes the command.</summary>
    /// <returns>The command.</returns>
    public static Command Create()
    {
        var command = new Command("fetch", "Download a data set, check it against its SHA-256, and go on where an earlier download stopped.") { Name, From, Folder };
        command.SetAction(RunAsync);
        HelpWithExamples.SetExamples(command, "researchkit data fetch fashion-mnist", "researchkit data fetch mnist --from https://mirror.example.org/mnist/");
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var description = Find(parsed.GetRequiredValue(Name));
        var options = new DataSetFetchOptions { From = Address(parsed.GetValue(From)), Folder = parsed.GetValue(Folder)?.FullName };
        string folder;
        using (var client = new HttpClient { Timeout = AnswerTime })
        using (var progress = Terminal.Progress())
        {
            folder = await new DataSetFetcher(client).FetchAsync(description, options, progress, cancellationToken).ConfigureAwait(false);
        }

        Console.Out.WriteLine(folder);
        return ExitCode.Success;
    }

    private static DataSetDescription Find(string name)
    {
        var known = DataSetCatalog.All.Where(description => !description.IsBundled).ToArray();
        return known.FirstOrDefault(description => description.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            ?? throw new UsageException($"'{name}' is no data set to download; expected one of {string.Join(", ", known.Select(description => description.Name))}.");
    }

    private static Uri? Address(string? text)
    {
        if (text is null)
        {
            return null;
        }

        return Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
            ? address
            : throw new UsageException($"--from '{text}' is no address; expected http://... or https://...");
    }
}
