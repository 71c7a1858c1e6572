namespace ResearchKit.Kernel.Sessions;

/// <summary>A directive in a running cell.</summary>
/// <param name="Runner">Runs the cell.</param>
/// <param name="CellName">The name of the cell or file.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="Arguments">What follows the name, without white space around it.</param>
internal sealed record DirectiveCall(CellRunner Runner, string CellName, int Line, string Arguments)
{
    /// <summary>Refuses arguments where none belong.</summary>
    /// <param name="directive">The directive.</param>
    /// <exception cref="CellRejectedException">There are arguments.</exception>
    public void ExpectNoArguments(Directive directive)
    {
        if (Arguments.Length > 0)
        {
            throw new CellRejectedException(Line, $"'{directive.Name}' takes no arguments; found '{Arguments}'.");
        }
    }
}
