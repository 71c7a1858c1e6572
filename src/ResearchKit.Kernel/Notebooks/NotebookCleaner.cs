using System.Text.Json.Nodes;

namespace ResearchKit.Kernel.Notebooks;

/// <summary>Brings notebooks into the form in which they are committed: listed metadata only, an id on every cell, the order and indent of Jupyter.</summary>
public static class NotebookCleaner
{
    /// <summary>Cleans a notebook in memory.</summary>
    /// <param name="notebook">The notebook; metadata that <see cref="NotebookMetadata"/> does not list is removed.</param>
    /// <param name="strip">Whether outputs, execution counts and the record of the run are removed too.</param>
    public static void Clean(Notebook notebook, bool strip = false)
    {
        ArgumentNullException.ThrowIfNull(notebook);
        if (strip)
        {
            RunRecord.Remove(notebook);
        }

        Replace(notebook.Metadata, NotebookMetadata.Clean(notebook.Metadata));
        foreach (var cell in notebook.Cells)
        {
            Replace(cell.Metadata, NotebookMetadata.CleanCell(cell.Metadata));
            if (strip)
            {
                cell.ClearOutputs();
            }
        }
    }

    /// <summary>Cleans a notebook file in place; a file that is clean is not touched.</summary>
    /// <param name="path">The file; of a link, what it leads to.</param>
    /// <param name="strip">Whether outputs, execution counts and the record of the run are removed too.</param>
    /// <returns>Whether the file was changed.</returns>
    /// <exception cref="NotebookFormatException">The file is not a notebook; it is left as it is.</exception>
    /// <exception cref="IOException">The file cannot be read or written; it is left as it is.</exception>
    public static bool CleanFile(string path, bool strip = false)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var before = File.ReadAllBytes(path);
        var notebook = Notebook.Parse(before, path);
        Clean(notebook, strip);
        var after = notebook.ToBytes();
        if (after.AsSpan().SequenceEqual(before))
        {
            return false;
        }

        AtomicFile.Write(File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path, after);
        return true;
    }

    private static void Replace(JsonObject metadata, JsonObject clean)
    {
        metadata.Clear();
        foreach (var (key, value) in clean)
        {
            metadata[key] = value?.DeepClone();
        }
    }
}
