using ResearchKit.Kernel.Jupyter.Channels;
using ResearchKit.Kernel.Jupyter.Execution;
using ResearchKit.Kernel.Jupyter.Messages;
using ResearchKit.Kernel.Sessions;

namespace ResearchKit.Kernel.Jupyter.Handlers;

/// <summary>Tells consoles whether Enter runs the cell or starts a line.</summary>
/// <param name="session">Knows the language.</param>
internal sealed class IsCompleteHandler(KernelSession session) : IRequestHandler
{
    /// <inheritdoc/>
    public string RequestType => "is_complete_request";

    /// <inheritdoc/>
    public void Handle(JupyterRequest request, RequestChannel channel)
    {
        var completeness = session.Session.Completeness(request.Content.Text("code"));
        var reply = new System.Text.Json.Nodes.JsonObject
        {
            ["status"] = completeness.Status switch
            {
                CodeCompletenessStatus.Complete => "complete",
                CodeCompletenessStatus.Incomplete => "incomplete",
                _ => "invalid",
            },
        };
        if (completeness.Status == CodeCompletenessStatus.Incomplete)
        {
            reply["indent"] = completeness.Indent;
        }

        channel.Reply(request, reply);
    }
}
