using ResearchKit.Kernel.Jupyter.Channels;
using ResearchKit.Kernel.Jupyter.Messages;

namespace ResearchKit.Kernel.Jupyter.Handlers;

/// <summary>Takes messages to widgets that were never open; the protocol knows no reply to them.</summary>
/// <param name="requestType">The type of the message.</param>
internal sealed class CommIgnoreHandler(string requestType) : IRequestHandler
{
    /// <inheritdoc/>
    public string RequestType => requestType;

    /// <inheritdoc/>
    public void Handle(JupyterRequest request, RequestChannel channel)
    {
    }
}
