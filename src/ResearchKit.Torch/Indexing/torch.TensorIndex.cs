namespace TorchSharp;

public static partial class torch
{
    /// <summary>One place in the brackets of a tensor: a number, a range, a mask or numbers in a tensor, a new axis, or all axes in between.</summary>
    /// <remarks>Immutable; <c>default</c> is a new axis.</remarks>
    public readonly struct TensorIndex
    {
        /// <summary>All axes that no other place names.</summary>
        public static readonly TensorIndex Ellipsis = new(IndexKind.Ellipsis);

        /// <summary>A new axis of size 1.</summary>
        public static readonly TensorIndex None = new(IndexKind.NewAxis);

        /// <summary>A new axis of size 1.</summary>
        public static readonly TensorIndex Null = new(IndexKind.NewAxis);

        /// <summary>The whole axis.</summary>
        public static readonly TensorIndex Colon = Slice();

        private TensorIndex(IndexKind kind, long? start = null, long? stop = null, long? step = null, Tensor? tensor = null)
        {
            Kind = kind;
            Start = start;
            Stop = stop;
            Step = step;
            Positions = tensor;
        }

        internal IndexKind Kind { get; }

        internal long? Start { get; }

        internal long? Stop { get; }

        internal long? Step { get; }

        internal Tensor? Positions { get; }

        /// <summary>One position; negative ones count from the end.</summary>
        public static implicit operator TensorIndex(long value) => Single(value);

        /// <summary>Never called: it guides the choice between the tensors' indexers.</summary>
        public static implicit operator Tensor(TensorIndex value) =>
            throw new InvalidOperationException("A place in a tensor's brackets is not a tensor.");

        /// <summary>The positions from start up to, not including, end; null stands for either end of the axis.</summary>
        public static implicit operator TensorIndex((int? start, int? end) range) => Slice(range);

        /// <summary>The positions of a C# range such as <c>1..^1</c>.</summary>
        public static implicit operator TensorIndex(Range range) => Slice(range);

        /// <summary>Every step-th position from start up to, not including, stop; null stands for either end of the axis, negative numbers count from the end.</summary>
        public static TensorIndex Slice(long? start = null, long? stop = null, long? step = null) => new(IndexKind.Slice, start, stop, step);

        /// <summary>The positions from start up to, not including, end; null stands for either end of the axis.</summary>
        public static TensorIndex Slice((int? start, int? end) range) => Slice(range.start, (long?)range.end);

        /// <summary>The positions of a C# range such as <c>1..^1</c>.</summary>
        public static TensorIndex Slice(Range range)
        {
            long start = range.Start.IsFromEnd ? -range.Start.Value : range.Start.Value;
            long? stop = range.End switch
            {
                { IsFromEnd: true, Value: 0 } => null,
                { IsFromEnd: true } end => -end.Value,
                var end => end.Value,
            };
            return range.Start is { IsFromEnd: true, Value: 0 } ? Slice(long.MaxValue, stop) : Slice(start, stop);
        }

        /// <summary>A new axis of size 1 when true, of size 0 when false.</summary>
        public static TensorIndex Bool(bool value) => new(IndexKind.Bool, value ? 1 : 0);

        /// <summary>One position; negative ones count from the end.</summary>
        public static TensorIndex Single(long? index) => new(IndexKind.Single, index ?? throw new ArgumentNullException(nameof(index)));

        /// <summary>The positions in a tensor of integers, or where a tensor of truth values is true.</summary>
        public static TensorIndex Tensor(Tensor tensor) => new(IndexKind.Tensor, tensor: Given(tensor));
    }
}
