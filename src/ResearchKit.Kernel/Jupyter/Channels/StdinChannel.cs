using System.Diagnostics;
using System.Text.Json.Nodes;
using ResearchKit.Kernel.Jupyter.Messages;
using ResearchKit.Kernel.Jupyter.ZeroMq;

namespace ResearchKit.Kernel.Jupyter.Channels;

/// <summary>Questions to the person at the front end. Thread safe; one question at a time.</summary>
/// <param name="socket">A router that is listening; this disposes it.</param>
/// <param name="wire">The form of messages.</param>
/// <param name="log">Is told of what is dropped.</param>
internal sealed class StdinChannel(ZmqSocket socket, WireFormat wire, KernelLog log) : IDisposable
{
    // How long it may take to notice that the cell is being stopped.
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    private readonly Lock _lock = new();
    private bool _isClosed;

    /// <summary>Asks the front end that sent a request, and waits for the answer.</summary>
    /// <param name="request">The request that runs the cell.</param>
    /// <param name="prompt">What to ask.</param>
    /// <param name="isPassword">Whether what is typed is to be hidden.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>What was typed, or null when the kernel is ending.</returns>
    /// <exception cref="OperationCanceledException">The cell was interrupted.</exception>
    [StackTraceHidden]
    public string? Ask(JupyterRequest request, string prompt, bool isPassword, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (_isClosed)
            {
                return null;
            }

            try
            {
                // An answer to a question of an interrupted cell may still be there.
                while (socket.TryReceive(WireFormat.MaximumFrames) is not null)
                {
                }

                socket.Send(wire.Write(request.Identities, "input_request", new JsonObject { ["prompt"] = prompt, ["password"] = isPassword }, request));
                while (true)
                {
                    // The sleep lets an interrupt of the thread end the wait, which a wait inside ZeroMQ does not.
                    cancellationToken.ThrowIfCancellationRequested();
                    Thread.Sleep(0);
                    if (socket.Poll(Look) && TryRead() is { } answer)
                    {
                        return answer;
                    }
                }
            }
            catch (ZmqException exception) when (exception.Code == ZmqException.Terminated)
            {
                return null;
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_lock)
        {
            _isClosed = true;
            socket.Dispose();
        }
    }

    private string? TryRead()
    {
        try
        {
            if (socket.TryReceive(WireFormat.MaximumFrames) is not { IsCut: false } message)
            {
                return null;
            }

            var reply = wire.Read(message.Frames);
            return reply.Header.Type == "input_reply" && reply.Content.TryGetProperty("value", out var value) && value.AsText() is { } answer
                ? answer
                : throw new MalformedMessageException($"a message of type {reply.Header.Type} without a text value; expected input_reply.");
        }
        catch (MalformedMessageException exception)
        {
            log.Write($"dropped a message on stdin: {exception.Message}");
            return null;
        }
    }
}
