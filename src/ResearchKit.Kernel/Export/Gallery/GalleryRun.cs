using System.Text.Json;
using System.Text.Json.Nodes;
using ResearchKit.Kernel.Notebooks;
using ResearchKit.Kernel.Running;

namespace ResearchKit.Kernel.Export.Gallery;

/// <summary>A run of a notebook as its files in the results folder tell of it.</summary>
/// <param name="Name">The name of the notebook.</param>
/// <param name="Profile">The profile of the run.</param>
internal sealed record GalleryRun(string Name, string Profile)
{
    /// <summary>The file of the executed notebook, or null when it is not there.</summary>
    public string? NotebookPath { get; init; }

    /// <summary>The executed notebook, or null when it is not there or cannot be read.</summary>
    public Notebook? Notebook { get; init; }

    /// <summary>Why the notebook cannot be read, or null.</summary>
    public string? Problem { get; init; }

    /// <summary>When the files were written.</summary>
    public DateTime Written { get; init; }

    /// <summary>Whether every cell ran; only then there are results of this run.</summary>
    public bool IsFinished { get; init; }

    /// <summary>How long the run took, or null when the results do not say.</summary>
    public double? Seconds { get; init; }

    /// <summary>The claims, as they were measured.</summary>
    public IReadOnlyList<ClaimRecord> Claims { get; init; } = [];

    /// <summary>Finds the runs of a results folder: for every NAME/PROFILE.ipynb or .json one.</summary>
    /// <param name="results">The results folder.</param>
    /// <returns>The runs by name, of each name the newest first.</returns>
    /// <exception cref="InvalidDataException">A results file cannot be understood.</exception>
    public static IReadOnlyList<GalleryRun> FindAll(string results)
    {
        var runs = new List<GalleryRun>();
        foreach (var folder in Directory.GetDirectories(results))
        {
            var profiles = Directory.GetFiles(folder).Where(path => Path.GetExtension(path) is ".ipynb" or ".json").Select(path => Path.GetFileNameWithoutExtension(path)).Distinct(StringComparer.Ordinal);
            runs.AddRange(profiles.Select(profile => Read(folder, profile)).OfType<GalleryRun>());
        }

        return [.. runs.OrderBy(run => run.Name, StringComparer.Ordinal).ThenByDescending(run => run.Written).ThenBy(run => run.Profile, StringComparer.Ordinal)];
    }

    private static GalleryRun? Read(string folder, string profile)
    {
        var notebook = new FileInfo(Path.Combine(folder, profile + ".ipynb"));
        var file = new FileInfo(Path.Combine(folder, profile + ".json"));
        var run = new GalleryRun(Path.GetFileName(folder), profile)
        {
            NotebookPath = notebook.Exists ? notebook.FullName : null,
            Written = notebook.Exists ? notebook.LastWriteTimeUtc : file.LastWriteTimeUtc,
        };
        if (notebook.Exists)
        {
            run = Open(run, notebook.FullName);
        }

        if (!file.Exists)
        {
            return run;
        }

        var json = Parse(file.FullName);
        if (json["notebook"] is null || json["claims"] is null)
        {
            // A file of something else that happens to lie here.
            return notebook.Exists ? run : null;
        }

        try
        {
            // The notebook is written in every case, the results only when every cell ran: beside a notebook that stopped, they are of an earlier run.
            var isEarlier = run.Notebook is { } executed && !RunRecord.ReachedEnd(executed);
            return isEarlier ? run : run with
            {
                IsFinished = true,
                Seconds = json["seconds"] is JsonValue value && value.TryGetValue<double>(out var seconds) ? seconds : null,
                Claims = [.. ClaimRecord.ReadAll(json["claims"])],
            };
        }
        catch (InvalidDataException error)
        {
            throw new InvalidDataException($"{file.FullName}: {error.Message}", error);
        }
    }

    private static GalleryRun Open(GalleryRun run, string path)
    {
        try
        {
            return run with { Notebook = Notebook.Read(path) };
        }
        catch (NotebookFormatException error)
        {
            return run with { Problem = error.Message };
        }
    }

    private static JsonObject Parse(string path)
    {
        try
        {
            return JsonNode.Parse(File.ReadAllBytes(path)) as JsonObject ?? throw new InvalidDataException($"{path}: found something else than an object; expected the results of a run.");
        }
        catch (JsonException error)
        {
            throw new InvalidDataException($"{path}: the file is not JSON: {error.Message}", error);
        }
    }
}
