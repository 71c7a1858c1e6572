using ResearchKit.Kernel.Jupyter.Channels;
using ResearchKit.Kernel.Jupyter.Messages;

namespace ResearchKit.Kernel.Jupyter.Handlers;

/// <summary>Does what one type of request asks for.</summary>
internal interface IRequestHandler
{
    /// <summary>The type of request, for example <c>execute_request</c>.</summary>
    string RequestType { get; }

    /// <summary>Does it and replies.</summary>
    /// <param name="request">The request.</param>
    /// <param name="channel">The channel it came by.</param>
    /// <exception cref="InvalidRequestException">The content of the request is not what the protocol says.</exception>
    void Handle(JupyterRequest request, RequestChannel channel);
}
