using System.Runtime.InteropServices;

namespace ResearchKit.Kernel.Jupyter.ZeroMq;

/// <summary>A ZeroMQ context: its sockets and the thread that moves their messages.</summary>
internal sealed class ZmqContext : IDisposable
{
    private nint _handle;
    private int _isShutDown;

    /// <summary>Makes a context.</summary>
    /// <exception cref="DllNotFoundException">libzmq is not on this machine; the message lists what was tried.</exception>
    public ZmqContext()
    {
        _handle = ZmqNative.zmq_ctx_new();
        if (_handle == 0)
        {
            throw Error("make a context");
        }
    }

    /// <summary>Makes a socket.</summary>
    /// <param name="kind">Its kind.</param>
    /// <returns>The socket; the caller disposes it before the context.</returns>
    public ZmqSocket Open(ZmqSocketKind kind)
    {
        var socket = ZmqNative.zmq_socket(_handle, (int)kind);
        return socket != 0 ? new ZmqSocket(socket) : throw Error($"make a {kind} socket");
    }

    /// <summary>Ends every wait on a socket of this context with <see cref="ZmqException.Terminated"/>. May be called from any thread.</summary>
    public void Shutdown()
    {
        if (Interlocked.Exchange(ref _isShutDown, 1) == 0)
        {
            _ = ZmqNative.zmq_ctx_shutdown(_handle);
        }
    }

    /// <summary>Waits until the sockets are closed and what they had to send is sent, as long as each lingers.</summary>
    public void Dispose()
    {
        if (_handle != 0)
        {
            _ = ZmqNative.zmq_ctx_term(_handle);
            _handle = 0;
        }
    }

    /// <summary>The exception for the call that failed last on this thread.</summary>
    /// <param name="attempt">What was tried.</param>
    /// <returns>The exception.</returns>
    internal static ZmqException Error(string attempt)
    {
        var code = Marshal.GetLastPInvokeError();
        return new ZmqException(code, $"ZeroMQ could not {attempt}: {Marshal.PtrToStringUTF8(ZmqNative.zmq_strerror(code))}.");
    }
}
