using System.Text.Json.Nodes;
using ResearchKit.Kernel.Jupyter.Channels;
using ResearchKit.Kernel.Jupyter.Execution;
using ResearchKit.Kernel.Jupyter.Messages;

namespace ResearchKit.Kernel.Jupyter.Handlers;

/// <summary>Describes the name at the cursor.</summary>
/// <param name="session">Knows the language and what cells declared.</param>
/// <param name="interrupt">Lets the search be interrupted.</param>
internal sealed class InspectHandler(KernelSession session, CellInterrupt interrupt) : IRequestHandler
{
    /// <inheritdoc/>
    public string RequestType => "inspect_request";

    /// <inheritdoc/>
    public void Handle(JupyterRequest request, RequestChannel channel)
    {
        var code = request.Content.Text("code");
        var position = CodePoints.ToUtf16(code, request.Content.Number("cursor_pos", int.MaxValue));
        var detail = Math.Clamp(request.Content.Number("detail_level", 0), 0, 1);
        var found = interrupt.Run(token => session.Session.InspectAsync(code, position, detail, token).GetAwaiter().GetResult());
        var reply = Replies.Ok();
        reply["found"] = found.Found;
        reply["data"] = found.Data?.DataAsJson() ?? [];
        reply["metadata"] = found.Data?.MetadataAsJson() ?? [];
        channel.Reply(request, reply);
    }
}
