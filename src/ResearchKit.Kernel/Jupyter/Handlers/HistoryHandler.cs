using System.Text.Json.Nodes;
using ResearchKit.Kernel.Jupyter.Channels;
using ResearchKit.Kernel.Jupyter.Execution;
using ResearchKit.Kernel.Jupyter.Messages;

namespace ResearchKit.Kernel.Jupyter.Handlers;

/// <summary>Gives the cells that were run; the only session is the present one, number 0.</summary>
/// <param name="history">The cells.</param>
internal sealed class HistoryHandler(ExecutionHistory history) : IRequestHandler
{
    /// <inheritdoc/>
    public string RequestType => "history_request";

    /// <inheritdoc/>
    public void Handle(JupyterRequest request, RequestChannel channel)
    {
        var content = request.Content;
        var count = content.Number("n", int.MaxValue);
        var kind = content.Text("hist_access_type");
        var cells = kind switch
        {
            "tail" => history.Tail(Math.Max(count, 0)),
            "range" when content.Number("session", 0) == 0 => history.Range(content.Number("start", 0), content.Number("stop", int.MaxValue)),
            "range" => [],
            "search" => history.Search(content.Text("pattern", "*"), Math.Max(count, 0), content.Flag("unique", missing: false)),
            _ => throw new InvalidRequestException($"hist_access_type is '{kind}'; expected tail, range or search."),
        };
        var withOutput = content.Flag("output", missing: false);
        var reply = Replies.Ok();
        reply["history"] = new JsonArray([.. cells.Select(cell => Entry(cell, withOutput))]);
        channel.Reply(request, reply);
    }

    private static JsonArray Entry(ExecutedCell cell, bool withOutput) =>
        withOutput ? [0, cell.Number, new JsonArray(cell.Code, cell.Output)] : [0, cell.Number, cell.Code];
}
