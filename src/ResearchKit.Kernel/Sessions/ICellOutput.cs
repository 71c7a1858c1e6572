using ResearchKit.Display;

namespace ResearchKit.Kernel.Sessions;

/// <summary>Where everything that a cell shows goes, in the order in which it was shown.</summary>
/// <remarks>
/// The session calls one member at a time, whatever threads the cell starts, and calls none after the cell has ended.
/// An exception thrown here surfaces in the cell.
/// </remarks>
public interface ICellOutput : IDisplaySink
{
    /// <summary>Takes text written to the console.</summary>
    /// <param name="channel">Which of the two streams.</param>
    /// <param name="text">The text, any number of characters, line ends included.</param>
    void Write(ConsoleChannel channel, string text);

    /// <summary>Takes the value of the last expression of the cell.</summary>
    /// <param name="bundle">The value in its MIME types.</param>
    void Result(MimeBundle bundle);
}
