using System.Runtime.InteropServices;
using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>An n-dimensional array of numbers in native memory, with optional tracking of gradients.</summary>
    /// <remarks>
    /// The native tensor is counted: it lives until this object is disposed or finalized and no call that uses it is running, so
    /// disposing on one thread while another computes is safe. Storage that this tensor alone owns is reported to the garbage collector.
    /// </remarks>
    public partial class Tensor : IDisposable
    {
        private static long _totalCount;
        private static long _peakCount;
        private readonly long _pressure;
        private nint _handle;
        private int _uses = 1;
        private int _disposed;
        private volatile bool _channelsLast;

        /// <summary>Takes over a native tensor.</summary>
        /// <param name="handle">The native tensor, whose reference this object owns from now on.</param>
        /// <param name="ownedBytes">Bytes of storage that nothing else keeps alive.</param>
        internal Tensor(nint handle, long ownedBytes = 0)
        {
            _handle = handle;
            _pressure = ownedBytes;
            if (ownedBytes > 0)
            {
                GC.AddMemoryPressure(ownedBytes);
            }

            var total = Interlocked.Increment(ref _totalCount);
            if (total > Volatile.Read(ref _peakCount))
            {
                Volatile.Write(ref _peakCount, total);
            }

            OwningDisposeScope = DisposeScopeManager.ThreadSingleton.RegisterOnCurrentDisposeScope(this);
        }

        /// <summary>Finalizes an instance of the <see cref="Tensor"/> class.</summary>
        ~Tensor() => Dispose(false);

        /// <summary>Tensors alive in managed code, for leak checks.</summary>
        public static long TotalCount => Interlocked.Read(ref _totalCount);

        /// <summary>The largest number of tensors that have been alive at once.</summary>
        public static long PeakCount => Volatile.Read(ref _peakCount);

        /// <summary>A name for people, for example while debugging; nothing else uses it.</summary>
        public string? name { get; set; }

        /// <summary>Whether the tensor has been disposed.</summary>
        public bool IsInvalid => Volatile.Read(ref _disposed) != 0;

        /// <summary>The address of the native tensor.</summary>
        /// <exception cref="ObjectDisposedException">The tensor has been disposed.</exception>
        public nint Handle
        {
            get
            {
                ThrowIfInvalid();
                if (_channelsLast)
                {
                    MakeContiguous();
                }

                return _handle;
            }
        }

        internal DisposeScope? OwningDisposeScope { get; set; }

        /// <summary>Releases the native tensor, and takes this object out of its dispose scope.</summary>
        public void Dispose()
        {
            OwningDisposeScope?.MarkAsDisposed(this);
            Dispose(true);
            GC.SuppressFinalize(this);
        }

        /// <summary>Moves the tensor to the scope around its own, or out of all scopes when there is none.</summary>
        /// <returns>This tensor.</returns>
        public Tensor MoveToOuterDisposeScope()
        {
            OwningDisposeScope?.MoveToOuter(this);
            return this;
        }

        /// <summary>Takes the tensor out of all dispose scopes.</summary>
        /// <returns>This tensor.</returns>
        public Tensor DetachFromDisposeScope()
        {
            OwningDisposeScope?.Detach(this);
            return this;
        }

        /// <summary>Ends a use that <see cref="Acquire"/> began.</summary>
        internal void Release()
        {
            if (Interlocked.Decrement(ref _uses) == 0)
            {
                Native.rk_tensor_free(Interlocked.Exchange(ref _handle, 0));
                if (_pressure > 0)
                {
                    GC.RemoveMemoryPressure(_pressure);
                }
            }
        }

        /// <summary>Makes a second owner of the native tensor and disposes this one, for a derived object that takes its place.</summary>
        /// <returns>A native reference that the caller owns.</returns>
        internal unsafe nint MoveHandle()
        {
            nint shared;
            var handle = Acquire();
            try
            {
                Native.Check(Native.rk_tensor_share(handle, &shared));
            }
            finally
            {
                Release();
            }

            Dispose();
            return shared;
        }

        private void ThrowIfInvalid()
        {
            if (IsInvalid)
            {
                ThrowDisposed();
            }
        }

        private void ThrowDisposed() =>
            throw new ObjectDisposedException(GetType().Name, name is null ? "The tensor has been disposed." : $"The tensor '{name}' has been disposed.");

        private void Dispose(bool disposing)
        {
            if (Interlocked.Exchange(ref _disposed, 1) == 0)
            {
                _ = disposing;
                Interlocked.Decrement(ref _totalCount);
                Release();
            }
        }
    }
}
