using System.Diagnostics;
using System.Text.Json.Nodes;
using ResearchKit.Kernel.Jupyter.Messages;
using ResearchKit.Kernel.Jupyter.ZeroMq;

namespace ResearchKit.Kernel.Jupyter.Channels;

/// <summary>Requests and their replies over one router socket, on one thread.</summary>
/// <param name="name">The name of the channel in the log.</param>
/// <param name="socket">A router that is listening; this disposes it.</param>
/// <param name="wire">The form of messages.</param>
/// <param name="log">Is told of what is dropped.</param>
internal sealed class RequestChannel(string name, ZmqSocket socket, WireFormat wire, KernelLog log) : IDisposable
{
    // A front end that never pauses must not keep the failure from being told.
    private static readonly TimeSpan LongestWindow = TimeSpan.FromSeconds(1);

    private readonly Queue<JupyterRequest> _waiting = new();

    /// <summary>Waits for the next request. Whatever is no message is dropped.</summary>
    /// <returns>The request, or null when the kernel is ending.</returns>
    public JupyterRequest? Next()
    {
        try
        {
            JupyterRequest? request;
            while (!_waiting.TryDequeue(out request))
            {
                if (socket.Poll(null) && TryRead() is { } read)
                {
                    return read;
                }
            }

            return request;
        }
        catch (ZmqException exception) when (exception.Code == ZmqException.Terminated)
        {
            return null;
        }
    }

    /// <summary>Marks the executions that wait behind the present one as not to be run.</summary>
    /// <remarks>Call it before the failure is made known: what has come by then was sent without knowledge of it.</remarks>
    /// <param name="window">How long nothing must come for the waiting to end.</param>
    public void AbortWaiting(TimeSpan window)
    {
        try
        {
            var watch = Stopwatch.StartNew();
            while (watch.Elapsed < LongestWindow && socket.Poll(window))
            {
                if (TryRead() is { } request)
                {
                    _waiting.Enqueue(request);
                }
            }
        }
        catch (ZmqException exception) when (exception.Code == ZmqException.Terminated)
        {
            return;
        }

        foreach (var request in _waiting)
        {
            request.IsAborted = true;
        }
    }

    /// <summary>Answers a request. Once the kernel is ending it does nothing.</summary>
    /// <param name="request">The request.</param>
    /// <param name="content">The content of the reply.</param>
    /// <param name="type">The type of the reply; null means that of the request with reply for request.</param>
    public void Reply(JupyterRequest request, JsonObject content, string? type = null)
    {
        try
        {
            type ??= request.Header.Type.Replace("_request", "_reply", StringComparison.Ordinal);
            socket.Send(wire.Write(request.Identities, type, content, request));
        }
        catch (ZmqException exception) when (exception.Code == ZmqException.Terminated)
        {
            // Nobody waits for it any more.
        }
    }

    /// <inheritdoc/>
    public void Dispose() => socket.Dispose();

    private JupyterRequest? TryRead()
    {
        if (socket.TryReceive(WireFormat.MaximumFrames) is not { } message)
        {
            return null;
        }

        try
        {
            return message.IsCut
                ? throw new MalformedMessageException($"it has more than {WireFormat.MaximumFrames} frames.")
                : wire.Read(message.Frames);
        }
        catch (MalformedMessageException exception)
        {
            log.Write($"dropped a message on {name}: {exception.Message}");
            return null;
        }
    }
}
