using System.Numerics;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>Makes a tensor without axes of an unsigned 8-bit integer.</summary>
        public static implicit operator Tensor(byte value) => tensor(value);

        /// <summary>Makes a tensor without axes of a signed 8-bit integer.</summary>
        public static implicit operator Tensor(sbyte value) => tensor(value);

        /// <summary>Makes a tensor without axes of a 16-bit integer.</summary>
        public static implicit operator Tensor(short value) => tensor(value);

        /// <summary>Makes a tensor without axes of a 32-bit integer.</summary>
        public static implicit operator Tensor(int value) => tensor(value);

        /// <summary>Makes a tensor without axes of a 64-bit integer.</summary>
        public static implicit operator Tensor(long value) => tensor(value);

        /// <summary>Makes a tensor without axes of a single-precision number.</summary>
        public static implicit operator Tensor(float value) => tensor(value);

        /// <summary>Makes a tensor without axes of a double-precision number.</summary>
        public static implicit operator Tensor(double value) => tensor(value);

        /// <summary>Makes a tensor without axes of a truth value.</summary>
        public static implicit operator Tensor(bool value) => tensor(value);

        /// <summary>Makes a tensor without axes of a complex number.</summary>
        public static implicit operator Tensor((float, float) value) => tensor(value);

        /// <summary>Makes a tensor without axes of a complex number.</summary>
        public static implicit operator Tensor(Complex value) => tensor(value);

        /// <summary>Copies an array to a tensor with one axis.</summary>
        public static implicit operator Tensor(byte[] value) => tensor(value);

        /// <summary>Copies an array to a tensor with one axis.</summary>
        public static implicit operator Tensor(sbyte[] value) => tensor(value);

        /// <summary>Copies an array to a tensor with one axis.</summary>
        public static implicit operator Tensor(short[] value) => tensor(value);

        /// <summary>Copies an array to a tensor with one axis.</summary>
        public static implicit operator Tensor(int[] value) => tensor(value);

        /// <summary>Copies an array to a tensor with one axis.</summary>
        public static implicit operator Tensor(long[] value) => tensor(value);

        /// <summary>Copies an array to a tensor with one axis.</summary>
        public static implicit operator Tensor(float[] value) => tensor(value);

        /// <summary>Copies an array to a tensor with one axis.</summary>
        public static implicit operator Tensor(double[] value) => tensor(value);

        /// <summary>Copies an array to a tensor with one axis.</summary>
        public static implicit operator Tensor(bool[] value) => tensor(value);

        /// <summary>Copies an array to a tensor with one axis.</summary>
        public static implicit operator Tensor((float, float)[] value) => tensor(value);

        /// <summary>Copies an array to a tensor with one axis.</summary>
        public static implicit operator Tensor(Complex[] value) => tensor(value);

        /// <summary>Never called: it makes operators prefer numbers to tensors made of them.</summary>
        public static implicit operator Tensor(Scalar scalar) =>
            throw new InvalidOperationException("A scalar does not become a tensor by itself; make one with torch.tensor or torch.full.");

        /// <summary>The only element, converted to single precision.</summary>
        public static explicit operator float(Tensor value) => value.ToSingle();

        /// <summary>The only element, converted to double precision.</summary>
        public static explicit operator double(Tensor value) => value.ToDouble();

        /// <summary>The only element, converted to a signed 8-bit integer.</summary>
        public static explicit operator sbyte(Tensor value) => value.ToSByte();

        /// <summary>The only element, converted to an unsigned 8-bit integer.</summary>
        public static explicit operator byte(Tensor value) => value.ToByte();

        /// <summary>The only element, converted to a 16-bit integer.</summary>
        public static explicit operator short(Tensor value) => value.ToInt16();

        /// <summary>The only element, converted to a 32-bit integer.</summary>
        public static explicit operator int(Tensor value) => value.ToInt32();

        /// <summary>The only element, converted to a 64-bit integer.</summary>
        public static explicit operator long(Tensor value) => value.ToInt64();

        /// <summary>The only element, converted to a truth value.</summary>
        public static explicit operator bool(Tensor value) => value.ToBoolean();
    }
}
