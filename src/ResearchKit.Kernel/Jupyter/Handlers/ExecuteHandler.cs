using System.Text.Json.Nodes;
using ResearchKit.Display;
using ResearchKit.Kernel.Jupyter.Channels;
using ResearchKit.Kernel.Jupyter.Execution;
using ResearchKit.Kernel.Jupyter.Messages;
using ResearchKit.Kernel.Jupyter.Native;
using ResearchKit.Kernel.Sessions;

namespace ResearchKit.Kernel.Jupyter.Handlers;

/// <summary>Runs cells.</summary>
/// <param name="session">Where they run.</param>
/// <param name="iopub">Where what they show goes.</param>
/// <param name="stdin">Where their questions go.</param>
/// <param name="history">Numbers and keeps them.</param>
/// <param name="interrupt">Lets them be interrupted.</param>
/// <param name="native">Catches native output, or null where nothing does.</param>
internal sealed class ExecuteHandler(KernelSession session, IopubChannel iopub, StdinChannel stdin, ExecutionHistory history, CellInterrupt interrupt, NativeOutput? native) : IRequestHandler
{
    // Requests that were sent together with the one that failed come within a moment of each other.
    private static readonly TimeSpan AbortWindow = TimeSpan.FromMilliseconds(30);

    private int _unnumbered;

    /// <inheritdoc/>
    public string RequestType => "execute_request";

    /// <inheritdoc/>
    public void Handle(JupyterRequest request, RequestChannel channel)
    {
        if (request.IsAborted)
        {
            channel.Reply(request, new JsonObject { ["status"] = "aborted", ["execution_count"] = history.Count });
            return;
        }

        var options = ExecuteOptions.Read(request);
        var count = options.IsStored ? history.Next() : history.Count;
        if (!options.IsSilent)
        {
            iopub.Publish("execute_input", new JsonObject { ["code"] = options.Code, ["execution_count"] = count }, request);
        }

        using var publisher = new CellPublisher(iopub, request, count, options.IsSilent, native);
        native?.Redirect(publisher);
        var reply = interrupt.Run(token => Run(options, count, publisher, new FrontEndInput(stdin, request, publisher, options.AllowsInput, token), token));
        publisher.Flush();
        if (reply.Error is { } error)
        {
            if (options.StopsOnError)
            {
                channel.AbortWaiting(AbortWindow);
            }

            if (!options.IsSilent)
            {
                iopub.Publish("error", Replies.Describe(error), request);
            }
        }

        reply.Content["execution_count"] = count;
        reply.Content["payload"] = new JsonArray();
        channel.Reply(request, reply.Content);
    }

    private (JsonObject Content, CellError? Error) Run(ExecuteOptions options, int count, CellPublisher publisher, ICellInput input, CancellationToken token)
    {
        var cell = new CellOptions { Name = NameOf(options, count), Input = input };
        var result = string.IsNullOrWhiteSpace(options.Code)
            ? new CellResult(CellStatus.Succeeded, TimeSpan.Zero)
            : session.Run(options.Code, publisher, cell, token);
        if (options.IsStored)
        {
            history.Add(new ExecutedCell(count, options.Code, publisher.ResultText));
        }

        if (result.Error is { } error)
        {
            return (Replies.Error(error), error);
        }

        var expressions = new JsonObject();
        foreach (var (key, expression) in options.Expressions)
        {
            expressions[key] = Evaluate(key, expression, publisher, input, token);
        }

        var content = Replies.Ok();
        content["user_expressions"] = expressions;
        return (content, null);
    }

    private JsonObject Evaluate(string key, string expression, CellPublisher publisher, ICellInput input, CancellationToken token)
    {
        var output = new ExpressionOutput(publisher);
        var result = session.Run(expression, output, new CellOptions { Name = $"user expression '{key}'", Input = input }, token);
        if (result.Error is { } error)
        {
            return Replies.Error(error);
        }

        var value = output.Value ?? Formatter.Format(null);
        var content = Replies.Ok();
        content["data"] = value.DataAsJson();
        content["metadata"] = value.MetadataAsJson();
        return content;
    }

    // Names of cells that have no number must differ from those that have, since errors are looked up by them.
    private string NameOf(ExecuteOptions options, int count) =>
        options.IsStored ? FormattableString.Invariant($"cell {count}") : FormattableString.Invariant($"unnumbered cell {++_unnumbered}");
}
