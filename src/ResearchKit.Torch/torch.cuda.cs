using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>Whether an NVIDIA GPU can be used.</summary>
    public static bool cuda_is_available() => cuda.is_available();

    /// <summary>NVIDIA GPUs.</summary>
    public static unsafe partial class cuda
    {
        /// <summary>Whether one can be used.</summary>
        public static bool is_available() => device_count() > 0;

        /// <summary>The number of them; 0 when libtorch was built without CUDA.</summary>
        public static int device_count()
        {
            long count;
            Native.Check(Native.rk_device_count((int)DeviceType.CUDA, &count));
            return checked((int)count);
        }

        /// <summary>Starts the streams of random numbers of all devices anew at a seed.</summary>
        public static void manual_seed_all(long seed) => Native.Check(Native.rk_manual_seed(seed));
    }
}
