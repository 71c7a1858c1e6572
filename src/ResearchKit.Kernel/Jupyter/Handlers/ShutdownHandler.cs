using ResearchKit.Kernel.Jupyter.Channels;
using ResearchKit.Kernel.Jupyter.Messages;

namespace ResearchKit.Kernel.Jupyter.Handlers;

/// <summary>Ends the kernel; a restart is made by the front end, which starts a new one.</summary>
/// <param name="iopub">Tells the other front ends.</param>
/// <param name="stop">Ends the kernel once the request is done.</param>
internal sealed class ShutdownHandler(IopubChannel iopub, Action stop) : IRequestHandler
{
    /// <inheritdoc/>
    public string RequestType => "shutdown_request";

    /// <inheritdoc/>
    public void Handle(JupyterRequest request, RequestChannel channel)
    {
        var restart = request.Content.Flag("restart", missing: false);
        var reply = Replies.Ok();
        reply["restart"] = restart;
        iopub.Publish("shutdown_reply", (System.Text.Json.Nodes.JsonObject)reply.DeepClone(), request);
        channel.Reply(request, reply);
        stop();
    }
}
