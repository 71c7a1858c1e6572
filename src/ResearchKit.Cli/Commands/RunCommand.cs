using System.CommandLine;
using ResearchKit.Cli.Running;
using ResearchKit.Display;
using ResearchKit.Kernel.Notebooks;
using ResearchKit.Kernel.Parameters;
using ResearchKit.Kernel.Running;

namespace ResearchKit.Cli.Commands;

/// <summary><c>researchkit run</c>: executes notebooks and reports their claims.</summary>
internal static class RunCommand
{
    private static readonly Argument<FileInfo[]> Notebooks = new("PATH") { Description = "The notebooks (.ipynb) to run, one after the other.", Arity = ArgumentArity.ZeroOrMore };

    private static readonly Option<bool> All = new("--all") { Description = "Run the kit's own notebooks, notebooks/NN-*.ipynb, in order." };

    private static readonly Option<string> Profile = new("--profile") { Description = "How much is computed: quick (under a minute a notebook), standard (minutes) or paper (the paper's sizes, for a GPU); by default what the notebook says, which is standard in the kit's own.", HelpName = "NAME" };

    private static readonly Option<string[]> Parameters = new("--parameter", "-p")
    {
        Description = "Set a parameter of the notebook; may be repeated. Lists have commas: -p seeds=1,2,3.",
        HelpName = "name=value",
        DefaultValueFactory = _ => [],
    };

    private static readonly Option<DirectoryInfo> Out = new("--output", "-o", "--out") { Description = "The folder for the results NAME/PROFILE.json and the executed notebook NAME/PROFILE.ipynb; by default results.", HelpName = "DIR" };

    private static readonly Option<double?> TimeLimit = new("--timeout", "--time-limit") { Description = "Seconds that one cell may take; by default no limit.", HelpName = "SECONDS" };

    private static readonly Option<bool> NoFigures = new("--no-pictures") { Description = "Do not draw figures as pictures, which takes time and a Chromium; they stay interactive." };

    private static readonly Option<bool> Strict = new("--strict") { Description = "Fail when a claim that was checked does not hold; without this only a notebook that stops is a failure." };

    private static readonly Option<bool> Json = new("--json") { Description = "Print {\"notebooks\": [...], \"claims\": {\"hold\", \"fail\", \"unchecked\"}}." };

    /// <summary>Makes the command.</summary>
    /// <returns>The command.</returns>
    public static Command Create()
    {
        var command = new Command("run", "Execute notebooks from top to bottom, write them with their outputs and results, and print their claims. Fails when a notebook does not run to its end.")
        {
            Notebooks, All, Profile, Parameters, Out, TimeLimit, NoFigures, Strict, Json,
        };
        command.AddCheck(result =>
        {
            var named = result.GetValue(Notebooks) is { Length: > 0 };
            if (named == result.GetValue(All))
            {
                return named ? "Both notebooks and --all are given; expected one of them." : "No notebook is given; expected paths or --all.";
            }

            return result.GetValue(TimeLimit) is <= 0 or double.NaN ? "--timeout is not positive; expected a number of seconds." : null;
        });
        command.SetAction((parsed, cancellationToken) => Task.Run(() => RunAsync(parsed, cancellationToken), cancellationToken));
        HelpWithExamples.SetExamples(
            command,
            "researchkit run --all --profile quick",
            "researchkit run notebooks/01-linear-mode-connectivity.ipynb -p seeds=11,12,13 -o artifacts/other-seeds",
            "researchkit run mine.ipynb --json --strict");
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var parameters = Split(parsed.GetRequiredValue(Parameters));
        var paths = parsed.GetValue(All) ? NotebookFolder.All() : [.. parsed.GetRequiredValue(Notebooks).Select(file => file.FullName)];

        // While a cell runs, the console is that cell's; what is missing is for who started the run, and no output of the notebook.
        var error = Console.Error;
        using var renderer = parsed.GetValue(NoFigures) ? null : new ChromiumFigureRenderer(error.WriteLine);
        var results = new List<NotebookRunResult>();
        foreach (var path in paths)
        {
            var options = new NotebookRunOptions(path)
            {
                Profile = parsed.GetValue(Profile),
                Parameters = parameters,
                ResultsFolder = parsed.GetValue(Out)?.FullName ?? Path.GetFullPath("results"),
                CellTimeLimit = parsed.GetValue(TimeLimit) is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
                FigureRenderer = renderer,
            };
            var result = await RunAsync(options, cancellationToken).ConfigureAwait(false);
            results.Add(result);
            cancellationToken.ThrowIfCancellationRequested();
            if (!parsed.GetValue(Json))
            {
                RunReport.PrintClaims(result);
            }
        }

        return Finish(parsed, results);
    }

    private static async Task<NotebookRunResult> RunAsync(NotebookRunOptions options, CancellationToken cancellationToken)
    {
        using var observer = new TerminalObserver();
        try
        {
            return await new NotebookRunner(options).RunAsync(observer, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (error is NotebookParameterException || (error is ArgumentException && options.Profile is not null))
        {
            throw new UsageException($"{options.NotebookPath}: {error.Message}");
        }
        catch (NotebookFormatException error)
        {
            throw new InvalidDataException(error.Message, error);
        }
    }

    private static int Finish(ParseResult parsed, List<NotebookRunResult> results)
    {
        if (parsed.GetValue(Json))
        {
            RunReport.PrintJson(results);
        }
        else
        {
            RunReport.PrintTotals(results);
        }

        var isFailure = results.Any(result => result.Status != NotebookRunStatus.Succeeded)
            || (parsed.GetValue(Strict) && results.Any(result => result.Claims.Any(claim => claim.Holds == false)));
        return isFailure ? ExitCode.Failure : ExitCode.Success;
    }

    private static Dictionary<string, string> Split(string[] assignments)
    {
        var parameters = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var assignment in assignments)
        {
            var equals = assignment.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0)
            {
                throw new UsageException($"-p '{assignment}' sets nothing; expected name=value.");
            }

            if (!parameters.TryAdd(assignment[..equals].Trim(), assignment[(equals + 1)..]))
            {
                throw new UsageException($"-p sets '{assignment[..equals]}' twice.");
            }
        }

        return parameters;
    }
}
