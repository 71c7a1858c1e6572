using System.Text.Json.Nodes;

namespace ResearchKit.Kernel.Notebooks;

/// <summary>A Jupyter notebook (nbformat 4) in memory.</summary>
/// <remarks>Reading accepts every minor version of format 4; writing makes 4.5. Not thread safe.</remarks>
public sealed class Notebook
{
    /// <summary>The cells, in order.</summary>
    public IList<NotebookCell> Cells { get; } = [];

    /// <summary>The metadata, as read; writing keeps it. <see cref="NotebookCleaner"/> cuts it to the list of <see cref="NotebookMetadata"/>.</summary>
    public JsonObject Metadata { get; init; } = [];

    /// <summary>The language of the code cells in lower case, <c>c#</c> when the notebook does not say.</summary>
    public string Language => NotebookMetadata.LanguageOf(Metadata);

    /// <summary>Reads a notebook file.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The notebook; every cell has an id.</returns>
    /// <exception cref="NotebookFormatException">The file is not a notebook of format 4.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static Notebook Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return Parse(File.ReadAllBytes(path), path);
    }

    /// <summary>Reads a notebook from the content of a file.</summary>
    /// <param name="content">UTF-8 text, with or without a byte order mark.</param>
    /// <param name="name">What error messages call the file.</param>
    /// <returns>The notebook; every cell has an id.</returns>
    /// <exception cref="NotebookFormatException">The content is not a notebook of format 4.</exception>
    public static Notebook Parse(ReadOnlySpan<byte> content, string name) => new NotebookReader(name).Read(content);

    /// <summary>Writes the notebook to a file, beside it first and then renamed, so that no half of it is ever seen.</summary>
    /// <param name="path">The file; its folder is created when missing.</param>
    /// <exception cref="IOException">The file cannot be written; the old one is kept.</exception>
    public void Write(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var content = ToBytes();
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        AtomicFile.Write(path, stream => stream.Write(content));
    }

    /// <summary>Makes the content of the file: UTF-8 without a byte order mark, one space of indent, keys in the order Jupyter uses.</summary>
    /// <returns>The bytes. The same notebook gives the same bytes.</returns>
    public byte[] ToBytes()
    {
        CellIds.Complete(Cells);
        return NotebookWriter.Write(this);
    }
}
