using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>The quotient of each pair of elements; rounded when asked.</summary>
        public Tensor div(Tensor target, RoundingMode rounding_mode = RoundingMode.None) => Divide(target, rounding_mode, inPlace: false);

        /// <summary>Each element over a number; rounded when asked.</summary>
        public Tensor div(Scalar target, RoundingMode rounding_mode = RoundingMode.None) => Divide(target, rounding_mode, inPlace: false);

        /// <summary>Divides by another tensor in place.</summary>
        public Tensor div_(Tensor target, RoundingMode rounding_mode = RoundingMode.None) => Divide(target, rounding_mode, inPlace: true);

        /// <summary>Divides by a number in place.</summary>
        public Tensor div_(Scalar target, RoundingMode rounding_mode = RoundingMode.None) => Divide(target, rounding_mode, inPlace: true);

        /// <summary>The quotient of each pair of elements; rounded when asked.</summary>
        public Tensor divide(Tensor target, RoundingMode rounding_mode = RoundingMode.None) => div(target, rounding_mode);

        /// <summary>Each element over a number; rounded when asked.</summary>
        public Tensor divide(Scalar target, RoundingMode rounding_mode = RoundingMode.None) => div(target, rounding_mode);

        /// <summary>Divides by another tensor in place.</summary>
        public Tensor divide_(Tensor target, RoundingMode rounding_mode = RoundingMode.None) => div_(target, rounding_mode);

        /// <summary>Divides by a number in place.</summary>
        public Tensor divide_(Scalar target, RoundingMode rounding_mode = RoundingMode.None) => div_(target, rounding_mode);

        /// <summary>The quotient of each pair of elements.</summary>
        public Tensor true_divide(Tensor other) => div(other);

        /// <summary>Each element over a number.</summary>
        public Tensor true_divide(Scalar other) => div(other);

        /// <summary>Divides by another tensor in place.</summary>
        public Tensor true_divide_(Tensor other) => div_(other);

        /// <summary>Divides by a number in place.</summary>
        public Tensor true_divide_(Scalar other) => div_(other);

        /// <summary>The quotient of each pair of elements, rounded down.</summary>
        public Tensor floor_divide(Tensor other) => div(other, RoundingMode.floor);

        /// <summary>Each element over a number, rounded down.</summary>
        public Tensor floor_divide(Scalar other) => div(other, RoundingMode.floor);

        /// <summary>Divides by another tensor in place and rounds down.</summary>
        public Tensor floor_divide_(Tensor other) => div_(other, RoundingMode.floor);

        /// <summary>Divides by a number in place and rounds down.</summary>
        public Tensor floor_divide_(Scalar other) => div_(other, RoundingMode.floor);

        /// <summary>What is left of each element after division; it has the divisor's sign.</summary>
        public Tensor remainder(Tensor target) => Remain(target, Aten.RemainderTensor, inPlace: false);

        /// <summary>What is left of each element after division; it has the divisor's sign.</summary>
        public Tensor remainder(Scalar scalar) => Remain(scalar, Aten.RemainderScalar, inPlace: false);

        /// <summary>Replaces each element by what is left of it after division.</summary>
        public Tensor remainder_(Tensor target) => Remain(target, Aten.RemainderTensorInPlace, inPlace: true);

        /// <summary>Replaces each element by what is left of it after division.</summary>
        public Tensor remainder_(Scalar scalar) => Remain(scalar, Aten.RemainderScalarInPlace, inPlace: true);

        /// <summary>What is left of each element after division; it has the element's sign.</summary>
        public Tensor fmod(Tensor target) => Remain(target, Aten.FmodTensor, inPlace: false);

        /// <summary>What is left of each element after division; it has the element's sign.</summary>
        public Tensor fmod(Scalar scalar) => Remain(scalar, Aten.FmodScalar, inPlace: false);

        /// <summary>Replaces each element by what is left of it after division.</summary>
        public Tensor fmod_(Tensor target) => Remain(target, Aten.FmodTensorInPlace, inPlace: true);

        /// <summary>Replaces each element by what is left of it after division.</summary>
        public Tensor fmod_(Scalar scalar) => Remain(scalar, Aten.FmodScalarInPlace, inPlace: true);
    }
}
