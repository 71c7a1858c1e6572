using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using TorchSharp.Interop;
using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>Makes tensors of .NET arrays, by copying them or over their own memory.</summary>
internal static unsafe class ManagedArrays
{
    /// <summary>Copies an array's elements, in the order of their indices, to a tensor of the given shape.</summary>
    internal static Tensor Copy(Array array, ReadOnlySpan<long> shape, ScalarType? dtype, Device? device, bool requires_grad, string[]? names)
    {
        ArgumentNullException.ThrowIfNull(array);
        var native = TypeOf(array);
        RequireLength(array, shape);
        var tensor = empty(shape, native, null, false, names);
        if (array.Length > 0)
        {
            var size = array.LongLength * tensor.ElementSize;
            fixed (byte* source = &MemoryMarshal.GetArrayDataReference(array))
            {
                Buffer.MemoryCopy(source, (void*)tensor.DataPointer(), size, size);
            }
        }

        return Convert(tensor, dtype, device, requires_grad);
    }

    /// <summary>Makes a tensor over an array's own memory, which stays pinned until the last view of it is gone.</summary>
    internal static Tensor Share(Array array, ReadOnlySpan<long> shape, long firstElement, ScalarType? dtype, Device? device, bool requires_grad)
    {
        var native = TypeOf(array);
        var pin = GCHandle.Alloc(array, GCHandleType.Pinned);
        nint result;
        try
        {
            var elementSize = ElementSize(array);
            var data = pin.AddrOfPinnedObject() + (nint)(firstElement * elementSize);
            fixed (long* sizes = shape)
            {
                Native.Check(Native.rk_tensor_from_blob(data, sizes, shape.Length, (int)native, &FreePin, GCHandle.ToIntPtr(pin), &result));
            }
        }
        catch
        {
            pin.Free();
            throw;
        }

        return Convert(new Tensor(result), dtype, device, requires_grad);
    }

    /// <summary>The lengths of an array's axes.</summary>
    internal static long[] ShapeOf(Array array)
    {
        var shape = new long[array.Rank];
        for (var axis = 0; axis < shape.Length; axis++)
        {
            shape[axis] = array.GetLongLength(axis);
        }

        return shape;
    }

    /// <summary>Whether an array's memory can be pinned.</summary>
    internal static bool CanShare(Array array) => array.GetType().GetElementType() is { } type && (type.IsPrimitive || type == typeof(Complex));

    /// <summary>The tensor type for an array's elements.</summary>
    /// <exception cref="NotSupportedException">There is none.</exception>
    internal static ScalarType TypeOf(Array array)
    {
        var type = array.GetType().GetElementType()!;
        return type == typeof(float) ? ScalarType.Float32
            : type == typeof(double) ? ScalarType.Float64
            : type == typeof(long) ? ScalarType.Int64
            : type == typeof(int) ? ScalarType.Int32
            : type == typeof(short) ? ScalarType.Int16
            : type == typeof(byte) ? ScalarType.Byte
            : type == typeof(sbyte) ? ScalarType.Int8
            : type == typeof(bool) ? ScalarType.Bool
            : type == typeof(Half) ? ScalarType.Float16
            : type == typeof((float, float)) ? ScalarType.ComplexFloat32
            : type == typeof(Complex) ? ScalarType.ComplexFloat64
            : throw new NotSupportedException($"A tensor cannot hold elements of the type {type}.");
    }

    private static long ElementSize(Array array) =>
        array.GetType().GetElementType() == typeof(Complex) ? sizeof(Complex) : Buffer.ByteLength(array) / Math.Max(1, array.LongLength);

    private static void RequireLength(Array array, ReadOnlySpan<long> shape)
    {
        var elements = 1L;
        foreach (var size in shape)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(size, nameof(shape));
            elements = checked(elements * size);
        }

        if (elements != array.LongLength)
        {
            throw new ArgumentException($"The shape [{string.Join(", ", shape.ToArray())}] has {elements} elements, the array {array.LongLength}.", nameof(shape));
        }
    }

    private static Tensor Convert(Tensor tensor, ScalarType? dtype, Device? device, bool requires_grad)
    {
        if ((dtype is { } type && type != tensor.dtype) || (device is not null && device.type != DeviceType.CPU))
        {
            using (tensor)
            {
                return Convert(tensor.to(dtype ?? tensor.dtype, device ?? CPU), null, null, requires_grad);
            }
        }

        return requires_grad ? tensor.requires_grad_() : tensor;
    }

    [UnmanagedCallersOnly]
    private static void FreePin(nint pin) => GCHandle.FromIntPtr(pin).Free();
}
