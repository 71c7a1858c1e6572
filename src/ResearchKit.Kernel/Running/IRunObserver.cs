using ResearchKit.Display;
using ResearchKit.Kernel.Sessions;

namespace ResearchKit.Kernel.Running;

/// <summary>Follows a run, for example to print it to a terminal.</summary>
/// <remarks>
/// Every member does nothing by default. Members are called one at a time, in order, and while a cell runs;
/// console writes made here go to the real console, not into the notebook.
/// </remarks>
public interface IRunObserver
{
    /// <summary>The run is about to start.</summary>
    /// <param name="name">The name of the notebook.</param>
    /// <param name="profile">The profile.</param>
    /// <param name="cells">How many code cells will run.</param>
    void RunStarted(string name, string profile, int cells)
    {
    }

    /// <summary>A cell starts.</summary>
    /// <param name="cell">The cell.</param>
    void CellStarted(CellRun cell)
    {
    }

    /// <summary>A cell wrote text.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="channel">Where to.</param>
    /// <param name="text">The text.</param>
    void TextWritten(CellRun cell, ConsoleChannel channel, string text)
    {
    }

    /// <summary>A cell showed a value, replaced one, or ended in one.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="bundle">The value in its MIME types.</param>
    /// <param name="isUpdate">Whether it replaces a value shown before.</param>
    void Displayed(CellRun cell, MimeBundle bundle, bool isUpdate)
    {
    }

    /// <summary>A cell ended.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="result">How it ended.</param>
    void CellFinished(CellRun cell, CellResult result)
    {
    }

    /// <summary>The run ended; the files are written.</summary>
    /// <param name="result">What came of it.</param>
    void RunFinished(NotebookRunResult result)
    {
    }
}
