using System.Text.Json.Nodes;

namespace ResearchKit.Kernel.Notebooks;

/// <summary>One cell of a notebook.</summary>
/// <param name="kind">What it holds.</param>
/// <param name="source">Its text.</param>
public sealed class NotebookCell(CellKind kind, string source)
{
    /// <summary>What the cell holds.</summary>
    public CellKind Kind { get; } = kind;

    /// <summary>The text of the cell.</summary>
    public string Source { get; set; } = source;

    /// <summary>The name of the cell, unique in the notebook: 1 to 64 letters, digits, hyphens and underscores; empty until the notebook gives it one.</summary>
    public string Id { get; set; } = string.Empty;

    /// <summary>The metadata, as read; writing keeps it. <see cref="NotebookCleaner"/> cuts it to the list of <see cref="NotebookMetadata"/>.</summary>
    public JsonObject Metadata { get; init; } = [];

    /// <summary>Pictures that a text cell carries, or null.</summary>
    public JsonObject? Attachments { get; init; }

    /// <summary>The place of the cell in the order of execution, or null when it did not run.</summary>
    public int? ExecutionCount { get; set; }

    /// <summary>What the cell showed.</summary>
    public IList<NotebookOutput> Outputs { get; } = [];

    /// <summary>The tags of the cell.</summary>
    public IReadOnlyList<string> Tags => [.. NotebookMetadata.TagsOf(Metadata["tags"])];

    /// <summary>Whether a run executes the cell: code that is not blank and not tagged <c>skip-execution</c>.</summary>
    internal bool IsToRun => Kind == CellKind.Code && !HasTag(CellTags.SkipExecution) && !string.IsNullOrWhiteSpace(Source);

    /// <summary>Tells whether the cell has a tag.</summary>
    /// <param name="tag">The tag; case matters.</param>
    /// <returns>Whether the cell has it.</returns>
    public bool HasTag(string tag) => Tags.Contains(tag, StringComparer.Ordinal);

    /// <summary>Forgets what the cell showed when it ran last.</summary>
    public void ClearOutputs()
    {
        Outputs.Clear();
        ExecutionCount = null;
    }
}
