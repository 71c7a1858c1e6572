using System.Text.Json.Nodes;
using ResearchKit.Kernel.Notebooks;

namespace ResearchKit.Kernel.Running;

/// <summary>What came of running a notebook.</summary>
public sealed record NotebookRunResult
{
    /// <summary>The name of the notebook: its file name without the ending.</summary>
    public required string Name { get; init; }

    /// <summary>The profile it ran in: the value of the parameter <c>profile</c>, or <c>default</c> when it has none.</summary>
    public required string Profile { get; init; }

    /// <summary>How the run ended.</summary>
    public required NotebookRunStatus Status { get; init; }

    /// <summary>Where and why the run stopped, or null when it did not.</summary>
    public NotebookRunError? Error { get; init; }

    /// <summary>The notebook with its new outputs.</summary>
    public required Notebook Notebook { get; init; }

    /// <summary>How many code cells ran, and how many there are to run.</summary>
    public required (int Done, int Total) Cells { get; init; }

    /// <summary>Wall time of the whole run.</summary>
    public required TimeSpan Elapsed { get; init; }

    /// <summary>The parameters with the values that the run used, as JSON values in the order of declaration.</summary>
    public required IReadOnlyDictionary<string, JsonNode?> Parameters { get; init; }

    /// <summary>Every claim that the notebook showed, in order.</summary>
    public required IReadOnlyList<ClaimRecord> Claims { get; init; }

    /// <summary>The Plotly JSON of every figure that the notebook showed, by name.</summary>
    public required IReadOnlyDictionary<string, JsonNode?> Figures { get; init; }

    /// <summary>The full path of the executed notebook, or null when none was asked for.</summary>
    public string? OutputPath { get; init; }

    /// <summary>The full path of the results file, or null when none was written: only a run that succeeded writes it.</summary>
    public string? ResultsPath { get; init; }
}
