using System.Runtime.InteropServices;

namespace ResearchKit.Kernel.Jupyter.ZeroMq;

/// <summary>A ZeroMQ socket. One thread at a time may use it.</summary>
internal sealed unsafe class ZmqSocket : IDisposable
{
    private const int DontWait = 1;
    private const int SendMore = 2;
    private const short Readable = 1;

    private nint _handle;

    internal ZmqSocket(nint handle) => _handle = handle;

    /// <summary>Sets a number option.</summary>
    /// <param name="option">The option.</param>
    /// <param name="value">Its value.</param>
    public void Set(ZmqOption option, int value) => Check(ZmqNative.zmq_setsockopt(_handle, (int)option, &value, sizeof(int)), $"set {option}");

    /// <summary>Limits the frames that are taken from others.</summary>
    /// <param name="bytes">The largest frame; a larger one ends the connection that it came from.</param>
    public void LimitFrames(long bytes) => Check(ZmqNative.zmq_setsockopt(_handle, (int)ZmqOption.MaximumFrame, &bytes, sizeof(long)), "limit frames");

    /// <summary>Makes a subscriber take every message.</summary>
    public void SubscribeToAll() => Check(ZmqNative.zmq_setsockopt(_handle, (int)ZmqOption.Subscribe, null, 0), "subscribe");

    /// <summary>Listens.</summary>
    /// <param name="endpoint">The address.</param>
    /// <exception cref="ZmqException">The address is taken or is not of this machine.</exception>
    public void Bind(string endpoint) => Check(ZmqNative.zmq_bind(_handle, endpoint), $"listen on {endpoint}");

    /// <summary>Connects to a listener, which may come later.</summary>
    /// <param name="endpoint">The address.</param>
    public void Connect(string endpoint) => Check(ZmqNative.zmq_connect(_handle, endpoint), $"connect to {endpoint}");

    /// <summary>Waits for a message.</summary>
    /// <param name="limit">How long; null means until there is one.</param>
    /// <returns>Whether there is one.</returns>
    /// <exception cref="ZmqException">The context was shut down.</exception>
    public bool Poll(TimeSpan? limit)
    {
        var item = new ZmqNative.PollItem { Socket = _handle, Events = Readable };
        var ready = ZmqNative.zmq_poll(&item, 1, limit is { } time ? (nint)Math.Ceiling(time.TotalMilliseconds) : -1);
        if (ready < 0)
        {
            var error = ZmqContext.Error("wait for a message");
            return error.Code == ZmqException.Interrupted ? false : throw error;
        }

        return ready > 0;
    }

    /// <summary>Takes a message that has come.</summary>
    /// <param name="maximumFrames">How many frames are kept; those beyond are read and left out.</param>
    /// <returns>The frames and whether there were more than were kept, or null when no message is there.</returns>
    /// <exception cref="ZmqException">The context was shut down.</exception>
    public (List<byte[]> Frames, bool IsCut)? TryReceive(int maximumFrames)
    {
        var frames = new List<byte[]>();
        var isCut = false;
        while (true)
        {
            ZmqNative.Message message;
            Check(ZmqNative.zmq_msg_init(&message), "make a message");
            try
            {
                // The frames after the first are there when it is: only the first may be missing.
                if (!Receive(&message))
                {
                    return null;
                }

                if (frames.Count < maximumFrames)
                {
                    frames.Add(new ReadOnlySpan<byte>(ZmqNative.zmq_msg_data(&message), checked((int)ZmqNative.zmq_msg_size(&message))).ToArray());
                }
                else
                {
                    isCut = true;
                }

                if (ZmqNative.zmq_msg_more(&message) == 0)
                {
                    return (frames, isCut);
                }
            }
            finally
            {
                _ = ZmqNative.zmq_msg_close(&message);
            }
        }
    }

    /// <summary>Sends a message.</summary>
    /// <param name="frames">Its frames, at least one.</param>
    /// <exception cref="ZmqException">The context was shut down.</exception>
    public void Send(IReadOnlyList<ReadOnlyMemory<byte>> frames)
    {
        for (var i = 0; i < frames.Count; i++)
        {
            var flags = i + 1 < frames.Count ? SendMore : 0;
            fixed (byte* data = frames[i].Span)
            {
                int sent;
                do
                {
                    sent = ZmqNative.zmq_send(_handle, data, (nuint)frames[i].Length, flags);
                }
                while (sent < 0 && Marshal.GetLastPInvokeError() == ZmqException.Interrupted);

                Check(sent, "send a message");
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_handle != 0)
        {
            _ = ZmqNative.zmq_close(_handle);
            _handle = 0;
        }
    }

    private static void Check(int result, string attempt)
    {
        if (result < 0)
        {
            throw ZmqContext.Error(attempt);
        }
    }

    private bool Receive(ZmqNative.Message* message)
    {
        while (ZmqNative.zmq_msg_recv(message, _handle, DontWait) < 0)
        {
            var error = ZmqContext.Error("receive a message");
            if (error.Code == ZmqException.Again)
            {
                return false;
            }

            if (error.Code != ZmqException.Interrupted)
            {
                throw error;
            }
        }

        return true;
    }
}
