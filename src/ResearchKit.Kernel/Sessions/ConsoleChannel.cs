namespace ResearchKit.Kernel.Sessions;

/// <summary>One of the two text streams of a cell.</summary>
public enum ConsoleChannel
{
    /// <summary>What the cell wrote to <see cref="Console.Out"/>.</summary>
    Output,

    /// <summary>What the cell wrote to <see cref="Console.Error"/>, and compiler warnings.</summary>
    Error,
}
