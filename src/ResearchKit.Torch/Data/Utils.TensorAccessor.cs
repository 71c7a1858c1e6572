using System.Collections;

namespace TorchSharp.Utils;

/// <summary>The elements of a tensor in main memory as an ordered collection, in the order of their indices.</summary>
/// <remarks>It reads and writes the tensor's own memory, and keeps the tensor's storage alive until disposed.</remarks>
/// <typeparam name="T">The .NET type of the elements.</typeparam>
public unsafe class TensorAccessor<T> : IDisposable, IEnumerable<T>
    where T : unmanaged
{
    private readonly torch.Tensor _tensor;
    private readonly long[] _shape;
    private readonly long[] _strides;
    private readonly T* _data;

    /// <summary>Opens a tensor's memory.</summary>
    /// <exception cref="InvalidOperationException">The tensor is not in main memory.</exception>
    public TensorAccessor(torch.Tensor tensor)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        if (tensor.device_type != DeviceType.CPU)
        {
            throw new InvalidOperationException($"The elements are on {tensor.device}; move the tensor to the CPU before reading them.");
        }

        tensor.ValidateType(typeof(T));
        _shape = tensor.shape;
        _strides = tensor.stride();
        _data = (T*)tensor.DataPointer();
        _tensor = tensor;
        Count = tensor.numel();
    }

    /// <summary>The number of elements.</summary>
    public long Count { get; }

    /// <summary>Whether elements cannot be written: never.</summary>
    public bool IsReadOnly => false;

    /// <summary>Reads or writes one element; give one position for each axis, or a single one into the flattened tensor.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A position is outside its axis.</exception>
    public T this[params long[] indices]
    {
        get => _data[Offset(indices)];
        set => _data[Offset(indices)] = value;
    }

    /// <summary>Whether two accessors show equal elements in the same order.</summary>
    public static bool operator ==(TensorAccessor<T>? left, TensorAccessor<T>? right) => left is null ? right is null : left.Equals(right);

    /// <summary>Whether two accessors show different elements.</summary>
    public static bool operator !=(TensorAccessor<T>? left, TensorAccessor<T>? right) => !(left == right);

    /// <summary>Copies the elements to an array with one axis.</summary>
    public T[] ToArray()
    {
        var array = new T[Count];
        CopyTo(array);
        return array;
    }

    /// <summary>Copies the elements to an array with the tensor's axes; a single number becomes an array of one.</summary>
    public Array ToNDArray()
    {
        if (_shape.Length <= 1)
        {
            return ToArray();
        }

        var array = Array.CreateInstance(typeof(T), _shape);
        if (Count > 0)
        {
            fixed (byte* target = &System.Runtime.InteropServices.MemoryMarshal.GetArrayDataReference(array))
            {
                Read(new Span<T>(target, checked((int)Count)), 0);
            }
        }

        return array;
    }

    /// <summary>Copies elements to an array until either ends.</summary>
    public void CopyTo(T[] array, int arrayIndex = 0, long tensorIndex = 0)
    {
        ArgumentNullException.ThrowIfNull(array);
        Read(array.AsSpan(arrayIndex), tensorIndex);
    }

    /// <summary>Copies elements from an array until either ends.</summary>
    public void CopyFrom(T[] array, int arrayIndex = 0, long tensorIndex = 0)
    {
        ArgumentNullException.ThrowIfNull(array);
        ArgumentOutOfRangeException.ThrowIfNegative(tensorIndex);
        var source = array.AsSpan(arrayIndex);
        var count = (int)Math.Min(source.Length, Math.Max(0, Count - tensorIndex));
        for (var i = 0; i < count; i++)
        {
            _data[Offset(tensorIndex + i)] = source[i];
        }
    }

    /// <inheritdoc/>
    public IEnumerator<T> GetEnumerator()
    {
        for (var i = 0L; i < Count; i++)
        {
            yield return At(i);
        }
    }

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Whether the other object shows equal elements in the same order.</summary>
    public override bool Equals(object? obj) => obj is TensorAccessor<T> other && Count == other.Count && this.SequenceEqual(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Count, typeof(T));

    /// <summary>Does nothing: the tensor stays its owner's.</summary>
    public void Dispose() => GC.SuppressFinalize(this);

    /// <summary>The element at a position of the flattened tensor.</summary>
    internal T Flat(long index)
    {
        Require(index, Count, 0);
        return At(index);
    }

    private T At(long index) => _data[Offset(index)];

    private void Read(Span<T> target, long tensorIndex)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(tensorIndex);
        var count = (int)Math.Min(target.Length, Math.Max(0, Count - tensorIndex));
        if (IsContiguous())
        {
            new ReadOnlySpan<T>(_data + tensorIndex, count).CopyTo(target);
        }
        else
        {
            for (var i = 0; i < count; i++)
            {
                target[i] = _data[Offset(tensorIndex + i)];
            }
        }

        GC.KeepAlive(_tensor);
    }

    private bool IsContiguous()
    {
        var expected = 1L;
        for (var axis = _shape.Length - 1; axis >= 0; axis--)
        {
            if (_shape[axis] != 1 && _strides[axis] != expected)
            {
                return false;
            }

            expected *= _shape[axis];
        }

        return true;
    }

    private long Offset(long index)
    {
        var offset = 0L;
        for (var axis = _shape.Length - 1; axis >= 0; axis--)
        {
            (index, var position) = Math.DivRem(index, _shape[axis]);
            offset += position * _strides[axis];
        }

        return offset;
    }

    private long Offset(long[] indices)
    {
        if (indices.Length == 1 && _shape.Length != 1)
        {
            Require(indices[0], Count, 0);
            return Offset(indices[0]);
        }

        if (indices.Length != _shape.Length)
        {
            throw new ArgumentException($"{indices.Length} positions for a tensor with {_shape.Length} axes.", nameof(indices));
        }

        var offset = 0L;
        for (var axis = 0; axis < indices.Length; axis++)
        {
            Require(indices[axis], _shape[axis], axis);
            offset += indices[axis] * _strides[axis];
        }

        return offset;
    }

    private static void Require(long index, long size, int axis)
    {
        if ((ulong)index >= (ulong)size)
        {
            throw new ArgumentOutOfRangeException(null, $"Position {index} is outside axis {axis}, which has {size} elements.");
        }
    }
}
