using System.Collections;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>The sizes of a tensor's axes.</summary>
    /// <remarks>Immutable as long as the array it was made from is left alone; <c>default</c> is the shape of a single number.</remarks>
    public readonly struct Size : IEnumerable<long>, IEquatable<Size>
    {
        /// <summary>The shape of a tensor without axes.</summary>
        public static readonly Size Empty = new(Array.Empty<long>());

        private readonly long[]? _shape;

        /// <summary>Takes the sizes as an array.</summary>
        public Size(long[] shape)
        {
            ArgumentNullException.ThrowIfNull(shape);
            _shape = shape;
        }

        /// <summary>Copies the sizes.</summary>
        public Size(IEnumerable<long> shape)
            : this(shape.ToArray())
        {
        }

        /// <summary>Copies the sizes.</summary>
        public Size(int[] shape)
            : this(Array.ConvertAll(shape, s => (long)s))
        {
        }

        /// <summary>One axis.</summary>
        public Size(long size)
            : this([size])
        {
        }

        /// <summary>Two axes.</summary>
        public Size((long, long) size)
            : this([size.Item1, size.Item2])
        {
        }

        /// <summary>Three axes.</summary>
        public Size((long, long, long) size)
            : this([size.Item1, size.Item2, size.Item3])
        {
        }

        /// <summary>Four axes.</summary>
        public Size((long, long, long, long) size)
            : this([size.Item1, size.Item2, size.Item3, size.Item4])
        {
        }

        /// <summary>Whether there are no axes.</summary>
        public bool IsEmpty => Length == 0;

        /// <summary>Whether there are no axes.</summary>
        public bool IsScalar => Length == 0;

        /// <summary>The number of axes.</summary>
        public int Length => Shape.Length;

        /// <summary>The sizes.</summary>
        public long[] Shape => _shape ?? [];

        /// <summary>The size of one axis.</summary>
        public long this[int idx] => Shape[idx];

        /// <summary>The size of one axis.</summary>
        public long this[long idx] => Shape[idx];

        /// <summary>One axis.</summary>
        public static implicit operator Size(long size) => new(size);

        /// <summary>Two axes.</summary>
        public static implicit operator Size((long, long) size) => new(size);

        /// <summary>Three axes.</summary>
        public static implicit operator Size((long, long, long) size) => new(size);

        /// <summary>Four axes.</summary>
        public static implicit operator Size((long, long, long, long) size) => new(size);

        /// <summary>Takes the sizes as an array.</summary>
        public static implicit operator Size(long[] size) => new(size);

        /// <summary>The axes of both, one after the other.</summary>
        public static Size operator +(Size left, Size right) => new([.. left.Shape, .. right.Shape]);

        /// <summary>The axes of both, one after the other.</summary>
        public static Size operator +(Size left, IEnumerable<long> right) => new([.. left.Shape, .. right]);

        /// <summary>Whether all sizes are equal.</summary>
        public static bool operator ==(Size left, Size right) => left.Shape.AsSpan().SequenceEqual(right.Shape);

        /// <summary>Whether any size differs.</summary>
        public static bool operator !=(Size left, Size right) => !(left == right);

        /// <summary>The number of elements.</summary>
        /// <exception cref="OverflowException">It does not fit 64 bits.</exception>
        public long numel() => Shape.Aggregate(1L, (product, size) => checked(product * size));

        /// <summary>The axes from first up to, not including, next.</summary>
        /// <remarks>As in TorchSharp. C# reads <c>size[1..]</c> as a call with a length for the second argument: write both ends instead.</remarks>
        public Size Slice(int first, int next) => new(Shape[first..next]);

        /// <summary>The first axes.</summary>
        public IEnumerable<long> Take(int i) => Shape.Take(i);

        /// <inheritdoc/>
        bool IEquatable<Size>.Equals(Size other) => this == other;

        /// <summary>Whether the other object is a size with the same sizes.</summary>
        public override bool Equals(object? obj) => obj is Size other && this == other;

        /// <inheritdoc/>
        public override int GetHashCode()
        {
            var hash = default(HashCode);
            foreach (var size in Shape)
            {
                hash.Add(size);
            }

            return hash.ToHashCode();
        }

        /// <inheritdoc/>
        public IEnumerator<long> GetEnumerator() => ((IEnumerable<long>)Shape).GetEnumerator();

        /// <inheritdoc/>
        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
