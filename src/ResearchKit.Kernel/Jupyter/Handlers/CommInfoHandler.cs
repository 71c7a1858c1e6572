using System.Text.Json.Nodes;
using ResearchKit.Kernel.Jupyter.Channels;
using ResearchKit.Kernel.Jupyter.Messages;

namespace ResearchKit.Kernel.Jupyter.Handlers;

/// <summary>Says that no widget is connected.</summary>
internal sealed class CommInfoHandler : IRequestHandler
{
    /// <inheritdoc/>
    public string RequestType => "comm_info_request";

    /// <inheritdoc/>
    public void Handle(JupyterRequest request, RequestChannel channel)
    {
        var reply = Replies.Ok();
        reply["comms"] = new JsonObject();
        channel.Reply(request, reply);
    }
}
