using System.Text.Json.Nodes;
using ResearchKit.Kernel.Jupyter.Channels;
using ResearchKit.Kernel.Jupyter.Messages;

namespace ResearchKit.Kernel.Jupyter.Handlers;

/// <summary>Refuses to debug, in the words of the debug adapter protocol.</summary>
internal sealed class DebugHandler : IRequestHandler
{
    /// <inheritdoc/>
    public string RequestType => "debug_request";

    /// <inheritdoc/>
    public void Handle(JupyterRequest request, RequestChannel channel) => channel.Reply(request, new JsonObject
    {
        ["type"] = "response",
        ["seq"] = 1,
        ["request_seq"] = request.Content.Number("seq", 0),
        ["command"] = request.Content.Text("command", string.Empty),
        ["success"] = false,
        ["message"] = "This kernel has no debugger.",
    });
}
