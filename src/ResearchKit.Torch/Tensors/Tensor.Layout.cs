using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>Whether the engine has laid the elements out with the channels of a pixel as neighbours; see <see cref="LayoutGate"/>.</summary>
        internal bool IsChannelsLast
        {
            get => _channelsLast;
            init => _channelsLast = value;
        }

        /// <summary>Counts one more use of the native tensor, made contiguous before; every call is answered by one of <see cref="Release"/>.</summary>
        /// <returns>The native tensor, valid until the release.</returns>
        /// <exception cref="ObjectDisposedException">The tensor has been disposed.</exception>
        internal nint Acquire()
        {
            if (_channelsLast)
            {
                MakeContiguous();
            }

            return AcquireAsItIs();
        }

        /// <summary>Counts one more use of the native tensor in whichever layout it has; for calls that do not show the layout.</summary>
        /// <returns>The native tensor, valid until the release.</returns>
        /// <exception cref="ObjectDisposedException">The tensor has been disposed.</exception>
        internal nint AcquireAsItIs()
        {
            ThrowIfInvalid();
            while (true)
            {
                var uses = Volatile.Read(ref _uses);
                if (uses <= 0)
                {
                    ThrowDisposed();
                }

                if (Interlocked.CompareExchange(ref _uses, uses + 1, uses) == uses)
                {
                    return _handle;
                }
            }
        }

        private void MakeContiguous()
        {
            using var passage = LayoutGate.Move();
            if (!_channelsLast)
            {
                return; // another thread was faster
            }

            var handle = AcquireAsItIs();
            try
            {
                Native.Check(Native.rk_tensor_make_contiguous(handle));
                _channelsLast = false;
            }
            finally
            {
                Release();
            }
        }
    }
}
