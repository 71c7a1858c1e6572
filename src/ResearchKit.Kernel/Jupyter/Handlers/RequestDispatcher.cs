using ResearchKit.Kernel.Jupyter.Channels;
using ResearchKit.Kernel.Jupyter.Messages;

namespace ResearchKit.Kernel.Jupyter.Handlers;

/// <summary>Gives each request to its handler, between busy and idle.</summary>
/// <param name="iopub">Where busy and idle are published.</param>
/// <param name="log">Is told of requests that nobody handles.</param>
/// <param name="handlers">The handlers.</param>
internal sealed class RequestDispatcher(IopubChannel iopub, KernelLog log, IReadOnlyList<IRequestHandler> handlers)
{
    private readonly Dictionary<string, IRequestHandler> _handlers = handlers.ToDictionary(handler => handler.RequestType, StringComparer.Ordinal);

    /// <summary>Handles a request. Whatever goes wrong is replied and logged; nothing is thrown.</summary>
    /// <param name="request">The request.</param>
    /// <param name="channel">The channel it came by.</param>
    public void Dispatch(JupyterRequest request, RequestChannel channel)
    {
        iopub.PublishStatus("busy", request);
        try
        {
            if (_handlers.TryGetValue(request.Header.Type, out var handler))
            {
                handler.Handle(request, channel);
            }
            else
            {
                log.Write($"nobody handles messages of type {request.Header.Type}.");
            }
        }
        catch (InvalidRequestException exception)
        {
            Fail(request, channel, "InvalidRequest", $"{request.Header.Type}: {exception.Message}");
        }
        catch (OperationCanceledException)
        {
            Fail(request, channel, "Interrupted", $"{request.Header.Type} was interrupted.");
        }
        catch (Exception exception)
        {
            Fail(request, channel, exception.GetType().FullName!, exception.Message);
            log.Write($"{request.Header.Type} failed: {exception}");
        }
        finally
        {
            iopub.PublishStatus("idle", request);
        }
    }

    private static void Fail(JupyterRequest request, RequestChannel channel, string name, string message)
    {
        if (request.Header.Type.EndsWith("_request", StringComparison.Ordinal))
        {
            channel.Reply(request, Replies.Error(name, message));
        }
    }
}
