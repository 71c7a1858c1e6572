using System.Text;
using System.Text.Json.Nodes;
using ResearchKit.Kernel.Jupyter.Messages;
using ResearchKit.Kernel.Jupyter.ZeroMq;

namespace ResearchKit.Kernel.Jupyter.Channels;

/// <summary>What the kernel tells all its front ends. Thread safe; messages go out in the order of the calls.</summary>
/// <param name="socket">A publisher that is listening; this disposes it.</param>
/// <param name="wire">The form of messages.</param>
internal sealed class IopubChannel(ZmqSocket socket, WireFormat wire) : IDisposable
{
    private readonly Lock _lock = new();
    private bool _isClosed;

    /// <summary>Publishes a message. Once the kernel is ending it does nothing.</summary>
    /// <param name="type">The type of the message.</param>
    /// <param name="content">Its content.</param>
    /// <param name="parent">The request that caused it, or null.</param>
    /// <param name="metadata">Its metadata, or null for none.</param>
    public void Publish(string type, JsonObject content, JupyterRequest? parent, JsonObject? metadata = null)
    {
        var frames = wire.Write([Encoding.UTF8.GetBytes("kernel." + type)], type, content, parent, metadata);
        lock (_lock)
        {
            if (_isClosed)
            {
                return;
            }

            try
            {
                socket.Send(frames);
            }
            catch (ZmqException)
            {
                // The kernel is ending; a thread that had something to tell must not end the process before it has.
                _isClosed = true;
            }
        }
    }

    /// <summary>Says what the kernel is doing.</summary>
    /// <param name="state">starting, busy or idle.</param>
    /// <param name="parent">The request it is about, or null.</param>
    public void PublishStatus(string state, JupyterRequest? parent) =>
        Publish("status", new JsonObject { ["execution_state"] = state }, parent);

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_lock)
        {
            _isClosed = true;
            socket.Dispose();
        }
    }
}
