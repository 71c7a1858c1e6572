using System.Text.Json.Nodes;
using ResearchKit.Kernel.Jupyter.Channels;
using ResearchKit.Kernel.Jupyter.Execution;
using ResearchKit.Kernel.Jupyter.Messages;

namespace ResearchKit.Kernel.Jupyter.Handlers;

/// <summary>Completes code, with the kind and the declaration of each match.</summary>
/// <param name="session">Knows the language and what cells declared.</param>
/// <param name="interrupt">Lets the search be interrupted.</param>
internal sealed class CompleteHandler(KernelSession session, CellInterrupt interrupt) : IRequestHandler
{
    // A front end shows a list that a person reads; more than this is for typing on.
    private const int MaximumMatches = 2000;

    /// <inheritdoc/>
    public string RequestType => "complete_request";

    /// <inheritdoc/>
    public void Handle(JupyterRequest request, RequestChannel channel)
    {
        var code = request.Content.Text("code");
        var position = CodePoints.ToUtf16(code, request.Content.Number("cursor_pos", int.MaxValue));
        var found = interrupt.Run(token => session.Session.CompleteAsync(code, position, token).GetAwaiter().GetResult());
        var start = CodePoints.FromUtf16(code, found.Start);
        var end = CodePoints.FromUtf16(code, found.End);
        var items = found.Items.Take(MaximumMatches).ToList();
        var reply = Replies.Ok();
        reply["matches"] = new JsonArray([.. items.Select(item => (JsonNode)item.Text)]);
        reply["cursor_start"] = start;
        reply["cursor_end"] = end;
        reply["metadata"] = new JsonObject
        {
            ["_jupyter_types_experimental"] = new JsonArray([.. items.Select(item => new JsonObject
            {
                ["start"] = start,
                ["end"] = end,
                ["text"] = item.Text,
                ["type"] = item.Kind,
                ["signature"] = item.Signature,
            })]),
        };
        channel.Reply(request, reply);
    }
}
