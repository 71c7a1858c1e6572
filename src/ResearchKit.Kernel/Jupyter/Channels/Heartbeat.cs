using ResearchKit.Kernel.Jupyter.ZeroMq;

namespace ResearchKit.Kernel.Jupyter.Channels;

/// <summary>Echoes what it gets, so that front ends see that the process lives.</summary>
/// <param name="socket">A reply socket that is listening; this disposes it.</param>
internal sealed class Heartbeat(ZmqSocket socket) : IDisposable
{
    private const int MaximumFrames = 16;

    /// <summary>Echoes until the kernel is ending.</summary>
    public void Run()
    {
        try
        {
            while (true)
            {
                if (socket.Poll(null) && socket.TryReceive(MaximumFrames) is { } message)
                {
                    socket.Send([.. message.Frames.Select(frame => (ReadOnlyMemory<byte>)frame)]);
                }
            }
        }
        catch (ZmqException exception) when (exception.Code == ZmqException.Terminated)
        {
            // The kernel is ending.
        }
    }

    /// <inheritdoc/>
    public void Dispose() => socket.Dispose();
}
