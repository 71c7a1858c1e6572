using System.Text.Json.Nodes;
using ResearchKit.Display;

namespace ResearchKit.Kernel.Notebooks;

/// <summary>A value in several MIME types: something displayed, or the result of the cell.</summary>
public sealed class DataOutput : NotebookOutput
{
    /// <summary>Makes an output.</summary>
    /// <param name="data">MIME type to text, or to a JSON value for JSON types.</param>
    /// <param name="metadata">The metadata of the output.</param>
    /// <param name="executionCount">The count of the cell when this is its result, or null when it was displayed.</param>
    /// <param name="isResult">Whether this is the result of the cell rather than something displayed.</param>
    public DataOutput(JsonObject data, JsonObject metadata, bool isResult = false, int? executionCount = null)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(metadata);
        Data = data;
        Metadata = metadata;
        IsResult = isResult;
        ExecutionCount = executionCount;
    }

    /// <summary>MIME type to text, or to a JSON value for JSON types.</summary>
    public JsonObject Data { get; private set; }

    /// <summary>The metadata of the output.</summary>
    public JsonObject Metadata { get; private set; }

    /// <summary>Whether this is the result of the cell (<c>execute_result</c>) rather than something displayed (<c>display_data</c>).</summary>
    public bool IsResult { get; }

    /// <summary>The count of the cell when this is its result, or null.</summary>
    public int? ExecutionCount { get; }

    /// <summary>Makes an output of something displayed.</summary>
    /// <param name="bundle">The value.</param>
    /// <returns>The output.</returns>
    public static DataOutput Displayed(MimeBundle bundle)
    {
        ArgumentNullException.ThrowIfNull(bundle);
        return new DataOutput(bundle.DataAsJson(), NotebookMetadata.Sorted(bundle.MetadataAsJson()));
    }

    /// <summary>Makes an output of the result of a cell.</summary>
    /// <param name="bundle">The value.</param>
    /// <param name="executionCount">The count of the cell.</param>
    /// <returns>The output.</returns>
    public static DataOutput Result(MimeBundle bundle, int executionCount)
    {
        ArgumentNullException.ThrowIfNull(bundle);
        return new DataOutput(bundle.DataAsJson(), NotebookMetadata.Sorted(bundle.MetadataAsJson()), isResult: true, executionCount);
    }

    /// <summary>Replaces the value where it stands, as <c>update_display_data</c> does.</summary>
    /// <param name="bundle">The new value.</param>
    public void Replace(MimeBundle bundle)
    {
        ArgumentNullException.ThrowIfNull(bundle);
        Data = bundle.DataAsJson();
        Metadata = NotebookMetadata.Sorted(bundle.MetadataAsJson());
    }
}
