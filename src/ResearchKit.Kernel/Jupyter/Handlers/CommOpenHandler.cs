using System.Text.Json.Nodes;
using ResearchKit.Kernel.Jupyter.Channels;
using ResearchKit.Kernel.Jupyter.Messages;

namespace ResearchKit.Kernel.Jupyter.Handlers;

/// <summary>Closes what a widget of the front end opens: this kernel has no target for it.</summary>
/// <param name="iopub">Where the closing is published.</param>
internal sealed class CommOpenHandler(IopubChannel iopub) : IRequestHandler
{
    /// <inheritdoc/>
    public string RequestType => "comm_open";

    /// <inheritdoc/>
    public void Handle(JupyterRequest request, RequestChannel channel) =>
        iopub.Publish("comm_close", new JsonObject { ["comm_id"] = request.Content.Text("comm_id", string.Empty), ["data"] = new JsonObject() }, request);
}
