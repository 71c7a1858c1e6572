using ResearchKit.Kernel.Notebooks;

namespace ResearchKit.Kernel.Tests.Support;

/// <summary>Notebooks for tests, in a folder of their own.</summary>
internal static class NotebookFixture
{
    /// <summary>Copies the notebook of the fixtures and the file it loads.</summary>
    public static string CopyWalk(TemporaryFolder folder)
    {
        var fixtures = Path.Combine(AppContext.BaseDirectory, "Fixtures");
        File.Copy(Path.Combine(fixtures, "kit.csx"), folder.In("kit.csx"));
        File.Copy(Path.Combine(fixtures, "walk.ipynb"), folder.In("walk.ipynb"));
        return folder.In("walk.ipynb");
    }

    /// <summary>Writes a notebook of code cells.</summary>
    public static string WriteCells(TemporaryFolder folder, params string[] cells)
    {
        var notebook = new Notebook();
        foreach (var cell in cells)
        {
            notebook.Cells.Add(new NotebookCell(CellKind.Code, cell));
        }

        notebook.Write(folder.In("cells.ipynb"));
        return folder.In("cells.ipynb");
    }
}
