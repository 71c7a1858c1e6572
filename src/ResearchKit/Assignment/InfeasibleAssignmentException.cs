namespace ResearchKit.Assignment;

/// <summary>The forbidden (infinite) entries of a cost matrix leave no complete assignment.</summary>
public sealed class InfeasibleAssignmentException : InvalidOperationException
{
    /// <summary>Makes the exception with a general message.</summary>
    public InfeasibleAssignmentException()
        : this("The forbidden entries of the cost matrix leave no complete assignment.")
    {
    }

    /// <summary>Makes the exception.</summary>
    /// <param name="message">What was found.</param>
    public InfeasibleAssignmentException(string message)
        : base(message)
    {
    }

    /// <summary>Makes the exception.</summary>
    /// <param name="message">What was found.</param>
    /// <param name="innerException">The cause.</param>
    public InfeasibleAssignmentException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    internal static InfeasibleAssignmentException ForRow(int row, int rows, int columns, bool transposed)
    {
        var (line, shape) = transposed
            ? ("column", $"[{columns}, {rows}]")
            : ("row", $"[{rows}, {columns}]");
        return new InfeasibleAssignmentException(
            $"No complete assignment exists: {line} {row} of the {shape} cost matrix cannot be given a partner, because the "
            + "forbidden (infinite) entries leave too few allowed pairs. Allow more pairs, or use ErrorCorrectingAssignment, which may leave some out.");
    }
}
