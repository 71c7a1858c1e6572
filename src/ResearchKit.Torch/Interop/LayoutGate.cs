namespace TorchSharp.Interop;

/// <summary>Keeps the memory of channels-last tensors in place while libtorch reads it.</summary>
/// <remarks>
/// Convolutions compute faster when the channels of a pixel are neighbours in memory, and so do the layers after them. TorchSharp's
/// API has no word for that layout, so it must not show: a tensor that the engine has laid out so is marked, the few operators
/// that know what to do with it take it as it is, and every other use makes it contiguous first, in place
/// (<see cref="torch.Tensor.Acquire"/>). Making it contiguous moves its memory, which a call on another thread or the
/// backward pass may be reading; those therefore enter the gate as readers and the move enters as the writer.
/// </remarks>
internal static class LayoutGate
{
    private static readonly ReaderWriterLockSlim _gate = new();

    /// <summary>Holds moves off until the result is disposed.</summary>
    internal static Passage Read()
    {
        _gate.EnterReadLock();
        return new Passage(writes: false);
    }

    /// <summary>Waits until no call reads, and holds all off until the result is disposed.</summary>
    internal static Passage Move()
    {
        _gate.EnterWriteLock();
        return new Passage(writes: true);
    }

    /// <summary>A stay within the gate.</summary>
    internal readonly ref struct Passage(bool writes) : IDisposable
    {
        /// <summary>Leaves the gate.</summary>
        public void Dispose()
        {
            if (writes)
            {
                _gate.ExitWriteLock();
            }
            else
            {
                _gate.ExitReadLock();
            }
        }
    }
}
