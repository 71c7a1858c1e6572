using ResearchKit.Kernel.Jupyter.Channels;
using ResearchKit.Kernel.Jupyter.Execution;
using ResearchKit.Kernel.Jupyter.Messages;

namespace ResearchKit.Kernel.Jupyter.Handlers;

/// <summary>Interrupts the running cell: first by its token, then by force.</summary>
/// <param name="interrupt">Interrupts it.</param>
internal sealed class InterruptHandler(CellInterrupt interrupt) : IRequestHandler
{
    /// <inheritdoc/>
    public string RequestType => "interrupt_request";

    /// <inheritdoc/>
    public void Handle(JupyterRequest request, RequestChannel channel)
    {
        interrupt.Interrupt();
        channel.Reply(request, Replies.Ok());
    }
}
