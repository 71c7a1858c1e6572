using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>The sum of each pair of elements.</summary>
        public static Tensor operator +(Tensor left, Tensor right) => Given(left).add(right);

        /// <summary>The sum of each pair of elements.</summary>
        public static Tensor operator +(Tensor left, Scalar right) => Given(left).add(right);

        /// <summary>The sum of each pair of elements.</summary>
        public static Tensor operator +(Scalar left, Tensor right) => Given(right).add(left);

        /// <summary>The difference of each pair of elements.</summary>
        public static Tensor operator -(Tensor left, Tensor right) => Given(left).sub(right);

        /// <summary>The difference of each pair of elements.</summary>
        public static Tensor operator -(Tensor left, Scalar right) => Given(left).sub(right);

        /// <summary>The difference of each pair of elements.</summary>
        public static Tensor operator -(Scalar left, Tensor right) => Aten.RsubScalar.Call(Given(right), left);

        /// <summary>The product of each pair of elements.</summary>
        public static Tensor operator *(Tensor left, Tensor right) => Given(left).mul(right);

        /// <summary>The product of each pair of elements.</summary>
        public static Tensor operator *(Tensor left, Scalar right) => Given(left).mul(right);

        /// <summary>The product of each pair of elements.</summary>
        public static Tensor operator *(Scalar left, Tensor right) => Given(right).mul(left);

        /// <summary>The quotient of each pair of elements.</summary>
        public static Tensor operator /(Tensor left, Tensor right) => Given(left).div(right);

        /// <summary>The quotient of each pair of elements.</summary>
        public static Tensor operator /(Tensor left, Scalar right) => Given(left).div(right);

        /// <summary>The quotient of each pair of elements.</summary>
        public static Tensor operator /(Scalar left, Tensor right) => Reciprocal(left, Given(right));

        /// <summary>What is left of each element after division; it has the divisor's sign.</summary>
        public static Tensor operator %(Tensor left, Tensor right) => Given(left).remainder(right);

        /// <summary>What is left of each element after division; it has the divisor's sign.</summary>
        public static Tensor operator %(Tensor left, Scalar right) => Given(left).remainder(right);

        /// <summary>The negative of each element.</summary>
        public static Tensor operator -(Tensor tensor) => Given(tensor).neg();

        /// <summary>The bits that both have, or for truth values whether both are true.</summary>
        public static Tensor operator &(Tensor left, Tensor right) => Given(left).bitwise_and(right);

        /// <summary>The bits that one has, or for truth values whether one is true.</summary>
        public static Tensor operator |(Tensor left, Tensor right) => Given(left).bitwise_or(right);

        /// <summary>The bits that exactly one has, or for truth values whether exactly one is true.</summary>
        public static Tensor operator ^(Tensor left, Tensor right) => Given(left).bitwise_xor(right);

        /// <summary>Each integer with its bits turned over, or for truth values whether each is false.</summary>
        public static Tensor operator ~(Tensor left) => Given(left).bitwise_not();

        /// <summary>Whether each pair of elements is equal.</summary>
        public static Tensor operator ==(Tensor left, Tensor right) => Given(left).eq(right);

        /// <summary>Whether each pair of elements is equal.</summary>
        public static Tensor operator ==(Tensor left, Scalar right) => Given(left).eq(right);

        /// <summary>Whether each pair of elements is equal.</summary>
        public static Tensor operator ==(Scalar left, Tensor right) => Given(right).eq(left);

        /// <summary>Whether each pair of elements differs.</summary>
        public static Tensor operator !=(Tensor left, Tensor right) => Given(left).ne(right);

        /// <summary>Whether each pair of elements differs.</summary>
        public static Tensor operator !=(Tensor left, Scalar right) => Given(left).ne(right);

        /// <summary>Whether each pair of elements differs.</summary>
        public static Tensor operator !=(Scalar left, Tensor right) => Given(right).ne(left);

        /// <summary>Whether each left element is below the right one.</summary>
        public static Tensor operator <(Tensor left, Tensor right) => Given(left).lt(right);

        /// <summary>Whether each left element is below the right one.</summary>
        public static Tensor operator <(Tensor left, Scalar right) => Given(left).lt(right);

        /// <summary>Whether each left element is below the right one.</summary>
        public static Tensor operator <(Scalar left, Tensor right) => Given(right).gt(left);

        /// <summary>Whether each left element is at most the right one.</summary>
        public static Tensor operator <=(Tensor left, Tensor right) => Given(left).le(right);

        /// <summary>Whether each left element is at most the right one.</summary>
        public static Tensor operator <=(Tensor left, Scalar right) => Given(left).le(right);

        /// <summary>Whether each left element is at most the right one.</summary>
        public static Tensor operator <=(Scalar left, Tensor right) => Given(right).ge(left);

        /// <summary>Whether each left element is above the right one.</summary>
        public static Tensor operator >(Tensor left, Tensor right) => Given(left).gt(right);

        /// <summary>Whether each left element is above the right one.</summary>
        public static Tensor operator >(Tensor left, Scalar right) => Given(left).gt(right);

        /// <summary>Whether each left element is above the right one.</summary>
        public static Tensor operator >(Scalar left, Tensor right) => Given(right).lt(left);

        /// <summary>Whether each left element is at least the right one.</summary>
        public static Tensor operator >=(Tensor left, Tensor right) => Given(left).ge(right);

        /// <summary>Whether each left element is at least the right one.</summary>
        public static Tensor operator >=(Tensor left, Scalar right) => Given(left).ge(right);

        /// <summary>Whether each left element is at least the right one.</summary>
        public static Tensor operator >=(Scalar left, Tensor right) => Given(right).le(left);

        /// <summary>Whether the other object is a tensor of the same shape and elements.</summary>
        public override bool Equals(object? obj) => obj is Tensor other && Equals(other);

        /// <summary>Whether the other tensor has the same shape and elements; NaN equals nothing.</summary>
        public bool Equals(Tensor target) => target is not null && Aten.Equal.CallBool(this, target);

        /// <summary>A hash of this object, not of its elements.</summary>
        public override int GetHashCode() => base.GetHashCode();

        // As PyTorch does it, so that integers divide as real numbers.
        private static Tensor Reciprocal(Scalar left, Tensor right)
        {
            using var inverse = right.reciprocal();
            return inverse.mul(left);
        }
    }
}
