using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>Starts the default stream anew at a seed.</summary>
    /// <returns>The default generator.</returns>
    public static Generator manual_seed(long seed) => random.manual_seed(seed);

    /// <summary>Starts the default stream anew at a seed from the system's entropy.</summary>
    /// <returns>The seed.</returns>
    public static long seed() => random.seed();

    /// <summary>The seed at which the default stream started.</summary>
    public static long initial_seed() => random.initial_seed();

    /// <summary>Reads the whole state of the default stream.</summary>
    /// <returns>A tensor of bytes.</returns>
    public static Tensor get_rng_state() => random.get_rng_state();

    /// <summary>Puts the default stream into a state read by <see cref="get_rng_state"/>.</summary>
    public static void set_rng_state(Tensor new_state) => random.set_rng_state(new_state);

    /// <summary>The stream that operators draw from when none is given.</summary>
    public static partial class random
    {
        /// <summary>Starts the default stream, on all devices, anew at a seed.</summary>
        /// <returns>The default generator.</returns>
        public static Generator manual_seed(long seed)
        {
            Native.Check(Native.rk_manual_seed(seed));
            return Generator.Default;
        }

        /// <summary>Starts the default stream anew at a seed from the system's entropy.</summary>
        /// <returns>The seed.</returns>
        public static long seed()
        {
            using var generator = Generator.Default;
            return generator.seed();
        }

        /// <summary>The seed at which the default stream started.</summary>
        public static long initial_seed()
        {
            using var generator = Generator.Default;
            return generator.initial_seed();
        }

        /// <summary>Reads the whole state of the default stream.</summary>
        /// <returns>A tensor of bytes.</returns>
        public static Tensor get_rng_state()
        {
            using var generator = Generator.Default;
            return generator.get_state();
        }

        /// <summary>Puts the default stream into a state read by <see cref="get_rng_state"/>.</summary>
        public static void set_rng_state(Tensor new_state)
        {
            using var generator = Generator.Default;
            generator.set_state(new_state);
        }
    }
}
