namespace ResearchKit.Kernel.Sessions;

/// <summary>Who answers when a cell asks for a line of text.</summary>
public interface ICellInput
{
    /// <summary>Asks for a line and waits for it, on the thread of the cell.</summary>
    /// <param name="prompt">What to ask; empty when the cell has written its question to the console.</param>
    /// <param name="isPassword">Whether the answer must not be shown while it is typed.</param>
    /// <returns>The line, without its end.</returns>
    /// <remarks>The wait must end by <see cref="ThreadInterruptedException"/> when the thread is interrupted: that is how a waiting cell is stopped.</remarks>
    string Read(string prompt, bool isPassword);
}
