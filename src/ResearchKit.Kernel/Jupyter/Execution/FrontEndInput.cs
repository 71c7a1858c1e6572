using System.Diagnostics;
using ResearchKit.Kernel.Jupyter.Channels;
using ResearchKit.Kernel.Jupyter.Messages;
using ResearchKit.Kernel.Sessions;

namespace ResearchKit.Kernel.Jupyter.Execution;

/// <summary>Lets a cell ask the person at the front end that ran it.</summary>
/// <param name="stdin">The way there.</param>
/// <param name="request">The request that runs the cell.</param>
/// <param name="publisher">What the cell has shown, which is to be seen before the question.</param>
/// <param name="isAllowed">Whether the front end said that somebody can answer.</param>
/// <param name="cancellationToken">Ends the waiting when the cell is interrupted.</param>
internal sealed class FrontEndInput(StdinChannel stdin, JupyterRequest request, CellPublisher publisher, bool isAllowed, CancellationToken cancellationToken) : ICellInput
{
    /// <inheritdoc/>
    [StackTraceHidden]
    public string Read(string prompt, bool isPassword)
    {
        if (!isAllowed)
        {
            throw new InvalidOperationException("The front end has nobody to answer a request for input (allow_stdin is false); make the input a parameter of the notebook.");
        }

        publisher.Flush();
        return stdin.Ask(request, prompt, isPassword, cancellationToken)
            ?? throw new OperationCanceledException("The kernel is ending.");
    }
}
