using System.Numerics;
using System.Runtime.InteropServices;
using TorchSharp.Interop;
using TorchSharp.Utils;

namespace TorchSharp;

public static partial class torch
{
    public unsafe partial class Tensor
    {
        /// <summary>The memory of a contiguous tensor; valid as long as the tensor is.</summary>
        /// <exception cref="InvalidOperationException">The tensor is not contiguous or not in main memory.</exception>
        /// <exception cref="ArgumentException">The tensor has more bytes than a span can hold, or on setting a different number of bytes.</exception>
        public Span<byte> bytes
        {
            get
            {
                if (!is_contiguous())
                {
                    throw new InvalidOperationException("The tensor is not contiguous; call contiguous() before reading its bytes.");
                }

                var size = NumberOfElements * ElementSize;
                if (size > int.MaxValue)
                {
                    throw new ArgumentException($"The tensor has {size} bytes; a span holds at most {int.MaxValue}.");
                }

                return new Span<byte>((void*)DataPointer(), (int)size);
            }

            set
            {
                var target = bytes;
                if (target.Length != value.Length)
                {
                    throw new ArgumentException($"{value.Length} bytes were given for a tensor of {target.Length}.");
                }

                value.CopyTo(target);
            }
        }

        /// <summary>The real parts, as a view; the tensor itself when it is real.</summary>
        public Tensor real => Aten.Real.Call(this);

        /// <summary>The imaginary parts of a complex tensor, as a view.</summary>
        public Tensor imag => Aten.Imag.Call(this);

        /// <summary>Opens the elements for reading and writing; those on another device are copied first.</summary>
        /// <typeparam name="T">The .NET type of the elements: float for Float32, long for Int64, Half for Float16 and so on.</typeparam>
        /// <exception cref="ArgumentException">The tensor has elements of another type.</exception>
        public TensorAccessor<T> data<T>()
            where T : unmanaged => new(device_type == DeviceType.CPU ? this : cpu());

        /// <summary>The only element.</summary>
        /// <typeparam name="T">The .NET type of the elements.</typeparam>
        /// <exception cref="ArgumentException">The tensor has more or fewer elements than one, or elements of another type.</exception>
        public T item<T>()
            where T : unmanaged
        {
            var elements = NumberOfElements;
            return elements == 1
                ? data<T>()[new long[Dimensions]]
                : throw new ArgumentException($"The tensor has {elements} elements; item() needs exactly one.");
        }

        /// <summary>The only element, as a number of its kind.</summary>
        public Scalar ToScalar() => Scalar.From(Aten.Item.CallValue(this));

        /// <summary>An element in the order of the indices.</summary>
        public double ReadCpuDouble(long i) => ReadCpuValue<double>(i);

        /// <summary>An element in the order of the indices.</summary>
        public float ReadCpuSingle(long i) => ReadCpuValue<float>(i);

        /// <summary>An element in the order of the indices.</summary>
        public int ReadCpuInt32(long i) => ReadCpuValue<int>(i);

        /// <summary>An element in the order of the indices.</summary>
        public long ReadCpuInt64(long i) => ReadCpuValue<long>(i);

        /// <summary>An element in the order of the indices.</summary>
        public byte ReadCpuByte(long i) => ReadCpuValue<byte>(i);

        /// <summary>An element in the order of the indices.</summary>
        public sbyte ReadCpuSByte(long i) => ReadCpuValue<sbyte>(i);

        /// <summary>An element in the order of the indices.</summary>
        public short ReadCpuInt16(long i) => ReadCpuValue<short>(i);

        /// <summary>An element in the order of the indices.</summary>
        public bool ReadCpuBool(long i) => ReadCpuValue<bool>(i);

        /// <summary>An element in the order of the indices.</summary>
        /// <exception cref="ArgumentException">The tensor has elements of another type.</exception>
        public T ReadCpuValue<T>(long i)
            where T : unmanaged
        {
            using var accessor = new TensorAccessor<T>(this);
            return accessor.Flat(i);
        }

        /// <summary>Whether a .NET type stands for the tensor's elements.</summary>
        internal void ValidateType(Type type)
        {
            var expected = dtype switch
            {
                ScalarType.Byte => typeof(byte),
                ScalarType.Int8 => typeof(sbyte),
                ScalarType.Int16 => typeof(short),
                ScalarType.Int32 => typeof(int),
                ScalarType.Int64 => typeof(long),
                ScalarType.Float16 => typeof(Half),
                ScalarType.Float32 => typeof(float),
                ScalarType.Float64 => typeof(double),
                ScalarType.ComplexFloat32 => typeof((float, float)),
                ScalarType.ComplexFloat64 => typeof(Complex),
                ScalarType.Bool => typeof(bool),
                _ => null,
            };
            if (expected != type)
            {
                var advice = expected is null ? "convert them with to_type(ScalarType.Float32) first" : $"read them as {expected.Name}";
                throw new ArgumentException($"The elements are {dtype}, which cannot be read as {type.Name}; {advice}.");
            }
        }

        /// <summary>The address of the first element in main memory, or 0 when there is none.</summary>
        internal nint DataPointer()
        {
            nint data;
            long size;
            var handle = Acquire();
            try
            {
                Native.Check(Native.rk_tensor_data(handle, &data, &size));
            }
            finally
            {
                Release();
            }

            return data;
        }
    }
}
