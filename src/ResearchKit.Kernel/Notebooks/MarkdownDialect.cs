using Markdig;

namespace ResearchKit.Kernel.Notebooks;

/// <summary>The Markdown that the kit understands: CommonMark with tables, maths, task lists, bare links and the extra emphasis.</summary>
internal static class MarkdownDialect
{
    /// <summary>That of the text cells of a notebook: what Jupyter shows, no more. Tags are kept; who writes the page filters them. Places in the source are known to the letter.</summary>
    public static MarkdownPipeline OfCells { get; } = Common().UsePreciseSourceLocation().Build();

    /// <summary>That of Markdown which a cell shows: footnotes, lists of definitions and of letters, and tables in a grid too, which no front end has to understand since it is given HTML.</summary>
    /// <remarks>No generic attributes and no raw HTML: either would let a text run scripts.</remarks>
    public static MarkdownPipeline OfOutputs { get; } =
        Common().UseGridTables().UseFootnotes().UseListExtras().UseDefinitionLists().UseAutoIdentifiers().DisableHtml().Build();

    private static MarkdownPipelineBuilder Common() =>
        new MarkdownPipelineBuilder().UsePipeTables().UseEmphasisExtras().UseTaskLists().UseAutoLinks().UseMathematics();
}
