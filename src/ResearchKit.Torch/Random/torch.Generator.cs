using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>A stream of random numbers with its own state.</summary>
    public unsafe class Generator : IDisposable
    {
        private nint _handle;

        /// <summary>Makes a stream.</summary>
        /// <param name="seed">Where the stream starts; the same seed gives the same numbers.</param>
        /// <param name="device">The device whose operators will draw from the stream; main memory when null.</param>
        public Generator(ulong seed = 0, Device? device = null)
        {
            nint handle;
            this.device = device ?? CPU;
            Native.Check(Native.rk_generator_new(unchecked((long)seed), (int)this.device.type, this.device.index, &handle));
            _handle = handle;
        }

        private Generator(nint handle)
        {
            _handle = handle;
            device = CPU;
        }

        /// <summary>Finalizes an instance of the <see cref="Generator"/> class.</summary>
        ~Generator() => Dispose(false);

        /// <summary>The stream that operators draw from when none is given.</summary>
        public static Generator Default
        {
            get
            {
                nint handle;
                Native.Check(Native.rk_generator_default(&handle));
                return new Generator(handle);
            }
        }

        /// <summary>The address of the native generator.</summary>
        /// <exception cref="ObjectDisposedException">The generator has been disposed.</exception>
        public nint Handle
        {
            get
            {
                ObjectDisposedException.ThrowIf(_handle == 0, this);
                return _handle;
            }
        }

        /// <summary>The device whose operators draw from the stream.</summary>
        public Device device { get; }

        /// <summary>Reads the whole state of the stream.</summary>
        /// <returns>A tensor of bytes.</returns>
        public Tensor get_state()
        {
            nint state = 0;
            Native.Check(Native.rk_generator_state(Handle, &state));
            GC.KeepAlive(this);
            return new Tensor(state);
        }

        /// <summary>Puts the stream into a state read by <see cref="get_state"/>.</summary>
        /// <param name="value">The state, a tensor of bytes.</param>
        public void set_state(Tensor value)
        {
            var generator = Handle;
            var state = Given(value).Acquire();
            try
            {
                Native.Check(Native.rk_generator_state(generator, &state));
            }
            finally
            {
                value.Release();
                GC.KeepAlive(this);
            }
        }

        /// <summary>Starts the stream anew at a seed.</summary>
        /// <returns>This generator.</returns>
        public Generator manual_seed(long seed)
        {
            Seed(0, seed);
            return this;
        }

        /// <summary>Starts the stream anew at a seed from the system's entropy.</summary>
        /// <returns>The seed.</returns>
        public long seed() => Seed(1, 0);

        /// <summary>The seed at which the stream started.</summary>
        public long initial_seed() => Seed(2, 0);

        /// <summary>Releases the native generator.</summary>
        public void Dispose()
        {
            Dispose(true);
            GC.SuppressFinalize(this);
        }

        /// <summary>Releases the native generator.</summary>
        protected virtual void Dispose(bool disposing)
        {
            var handle = Interlocked.Exchange(ref _handle, 0);
            if (handle != 0)
            {
                Native.rk_generator_free(handle);
            }
        }

        private long Seed(int action, long value)
        {
            Native.Check(Native.rk_generator_seed(Handle, action, &value));
            GC.KeepAlive(this);
            return value;
        }
    }
}
