using ResearchKit.Kernel.Jupyter.Connection;
using ResearchKit.Kernel.Jupyter.Messages;
using ResearchKit.Kernel.Jupyter.ZeroMq;

namespace ResearchKit.Kernel.Jupyter;

/// <summary>Makes the five sockets of a kernel, listening.</summary>
/// <param name="context">The context they belong to.</param>
/// <param name="connection">Where they listen.</param>
internal sealed class KernelSockets(ZmqContext context, ConnectionFile connection) : IDisposable
{
    // What a front end sees last is the reply to a shutdown.
    private const int LingerMilliseconds = 1000;

    private readonly List<ZmqSocket> _open = [];

    /// <summary>Opens a socket.</summary>
    /// <param name="kind">Its kind.</param>
    /// <param name="port">Where it listens.</param>
    /// <returns>The socket; this disposes it too, should the start fail.</returns>
    /// <exception cref="ZmqException">The address is taken or is not of this machine.</exception>
    public ZmqSocket Open(ZmqSocketKind kind, int port)
    {
        var socket = context.Open(kind);
        _open.Add(socket);
        socket.Set(ZmqOption.Linger, LingerMilliseconds);
        socket.LimitFrames(WireFormat.MaximumFrameBytes);
        if (kind == ZmqSocketKind.Router)
        {
            socket.Set(ZmqOption.RouterHandover, 1);
        }

        // A front end that is slow to read must not lose the message that says that its cell has ended.
        socket.Set(ZmqOption.SendLimit, 0);
        if (connection.Transport == KernelTransport.Tcp && connection.Address.Contains(':', StringComparison.Ordinal))
        {
            socket.Set(ZmqOption.IPv6, 1);
        }

        socket.Bind(connection.EndpointOf(port));
        return socket;
    }

    /// <summary>Closes the sockets; those that their channels closed are left out.</summary>
    public void Dispose() => _open.ForEach(socket => socket.Dispose());
}
