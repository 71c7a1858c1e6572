using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            private static readonly Operator _constantPad = new("aten::constant_pad_nd");
            private static readonly Operator _reflectionPad1d = new("aten::reflection_pad1d");
            private static readonly Operator _reflectionPad2d = new("aten::reflection_pad2d");
            private static readonly Operator _reflectionPad3d = new("aten::reflection_pad3d");
            private static readonly Operator _replicationPad1d = new("aten::replication_pad1d");
            private static readonly Operator _replicationPad2d = new("aten::replication_pad2d");
            private static readonly Operator _replicationPad3d = new("aten::replication_pad3d");
            private static readonly Operator _circularPad = new("aten::_pad_circular");

            /// <summary>Enlarges the last axes.</summary>
            /// <param name="input">Any shape.</param>
            /// <param name="pad">Sizes before and after: the last axis first, two numbers for each axis; negative numbers crop.</param>
            /// <param name="mode">What the new elements are; the modes other than constant pad the last 1 to 3 axes of (N, C, *) or (C, *).</param>
            /// <param name="value">The value for <see cref="PaddingModes.Constant"/>.</param>
            /// <exception cref="ArgumentException">The mode does not support that many axes.</exception>
            public static Tensor pad(Tensor input, long[] pad, PaddingModes mode = PaddingModes.Constant, double value = 0)
                => mode switch
                {
                    PaddingModes.Constant => _constantPad.Call(input, pad, value),
                    PaddingModes.Zeros => _constantPad.Call(input, pad, 0),
                    PaddingModes.Circular => _circularPad.Call(input, pad),
                    PaddingModes.Reflect => ByAxes(pad, mode, _reflectionPad1d, _reflectionPad2d, _reflectionPad3d).Call(input, pad),
                    PaddingModes.Replicate => ByAxes(pad, mode, _replicationPad1d, _replicationPad2d, _replicationPad3d).Call(input, pad),
                    _ => throw new ArgumentException($"pad: unknown mode {mode}.", nameof(mode)),
                };

            /// <summary>Enlarges the last axes.</summary>
            /// <param name="input">Any shape.</param>
            /// <param name="pad">Sizes before and after: the last axis first, two numbers for each axis; negative numbers crop.</param>
            /// <param name="mode">What the new elements are.</param>
            /// <param name="value">The value for <see cref="PaddingModes.Constant"/>.</param>
            public static Tensor pad(Tensor input, ReadOnlySpan<long> pad, PaddingModes mode = PaddingModes.Constant, double value = 0)
                => functional.pad(input, pad.ToArray(), mode, value);

            /// <summary>Enlarges the last axis.</summary>
            /// <param name="input">Any shape.</param>
            /// <param name="pad">Sizes before and after.</param>
            /// <param name="mode">What the new elements are.</param>
            /// <param name="value">The value for <see cref="PaddingModes.Constant"/>.</param>
            public static Tensor pad(Tensor input, (long, long) pad, PaddingModes mode = PaddingModes.Constant, double value = 0)
                => functional.pad(input, Pair(pad), mode, value);

            /// <summary>Enlarges the last two axes.</summary>
            /// <param name="input">Any shape.</param>
            /// <param name="pad">Sizes before and after the last axis, then before and after the last but one.</param>
            /// <param name="mode">What the new elements are.</param>
            /// <param name="value">The value for <see cref="PaddingModes.Constant"/>.</param>
            public static Tensor pad(Tensor input, (long, long, long, long) pad, PaddingModes mode = PaddingModes.Constant, double value = 0)
                => functional.pad(input, new[] { pad.Item1, pad.Item2, pad.Item3, pad.Item4 }, mode, value);

            /// <summary>Enlarges every axis by as much on both sides.</summary>
            /// <param name="input">Any shape.</param>
            /// <param name="pad">The size.</param>
            /// <param name="mode">What the new elements are.</param>
            /// <param name="value">The value for <see cref="PaddingModes.Constant"/>.</param>
            public static Tensor pad(Tensor input, long pad, PaddingModes mode = PaddingModes.Constant, double value = 0)
                => functional.pad(input, Enumerable.Repeat(pad, 2 * (int)input.dim()).ToArray(), mode, value);

            private static Operator ByAxes(long[] pad, PaddingModes mode, Operator one, Operator two, Operator three)
                => pad.Length switch
                {
                    2 => one,
                    4 => two,
                    6 => three,
                    _ => throw new ArgumentException($"pad: mode {mode} needs 2, 4 or 6 sizes, got {pad.Length}.", nameof(pad)),
                };
        }
    }
}
