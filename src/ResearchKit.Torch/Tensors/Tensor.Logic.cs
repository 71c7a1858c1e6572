using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>Whether each pair of elements is equal.</summary>
        public Tensor eq(Tensor target) => Aten.EqTensor.Call(this, target);

        /// <summary>Whether each element equals a number.</summary>
        public Tensor eq(Scalar target) => Aten.EqScalar.Call(this, target);

        /// <summary>Replaces each element by whether it equals the other tensor's.</summary>
        public Tensor eq_(Tensor target) => Aten.EqTensorInPlace.Update(this, target);

        /// <summary>Replaces each element by whether it equals a number.</summary>
        public Tensor eq_(Scalar target) => Aten.EqScalarInPlace.Update(this, target);

        /// <summary>Whether each pair of elements differs.</summary>
        public Tensor ne(Tensor target) => Aten.NeTensor.Call(this, target);

        /// <summary>Whether each element differs from a number.</summary>
        public Tensor ne(Scalar target) => Aten.NeScalar.Call(this, target);

        /// <summary>Replaces each element by whether it differs from the other tensor's.</summary>
        public Tensor ne_(Tensor target) => Aten.NeTensorInPlace.Update(this, target);

        /// <summary>Replaces each element by whether it differs from a number.</summary>
        public Tensor ne_(Scalar target) => Aten.NeScalarInPlace.Update(this, target);

        /// <summary>Whether each element is below the other tensor's.</summary>
        public Tensor lt(Tensor target) => Aten.LtTensor.Call(this, target);

        /// <summary>Whether each element is below a number.</summary>
        public Tensor lt(Scalar target) => Aten.LtScalar.Call(this, target);

        /// <summary>Replaces each element by whether it is below the other tensor's.</summary>
        public Tensor lt_(Tensor target) => Aten.LtTensorInPlace.Update(this, target);

        /// <summary>Replaces each element by whether it is below a number.</summary>
        public Tensor lt_(Scalar target) => Aten.LtScalarInPlace.Update(this, target);

        /// <summary>Whether each element is at most the other tensor's.</summary>
        public Tensor le(Tensor target) => Aten.LeTensor.Call(this, target);

        /// <summary>Whether each element is at most a number.</summary>
        public Tensor le(Scalar target) => Aten.LeScalar.Call(this, target);

        /// <summary>Replaces each element by whether it is at most the other tensor's.</summary>
        public Tensor le_(Tensor target) => Aten.LeTensorInPlace.Update(this, target);

        /// <summary>Replaces each element by whether it is at most a number.</summary>
        public Tensor le_(Scalar target) => Aten.LeScalarInPlace.Update(this, target);

        /// <summary>Whether each element is above the other tensor's.</summary>
        public Tensor gt(Tensor target) => Aten.GtTensor.Call(this, target);

        /// <summary>Whether each element is above a number.</summary>
        public Tensor gt(Scalar target) => Aten.GtScalar.Call(this, target);

        /// <summary>Replaces each element by whether it is above the other tensor's.</summary>
        public Tensor gt_(Tensor target) => Aten.GtTensorInPlace.Update(this, target);

        /// <summary>Replaces each element by whether it is above a number.</summary>
        public Tensor gt_(Scalar target) => Aten.GtScalarInPlace.Update(this, target);

        /// <summary>Whether each element is at least the other tensor's.</summary>
        public Tensor ge(Tensor target) => Aten.GeTensor.Call(this, target);

        /// <summary>Whether each element is at least a number.</summary>
        public Tensor ge(Scalar target) => Aten.GeScalar.Call(this, target);

        /// <summary>Replaces each element by whether it is at least the other tensor's.</summary>
        public Tensor ge_(Tensor target) => Aten.GeTensorInPlace.Update(this, target);

        /// <summary>Replaces each element by whether it is at least a number.</summary>
        public Tensor ge_(Scalar target) => Aten.GeScalarInPlace.Update(this, target);

        /// <summary>Whether each pair of elements is equal.</summary>
        public Tensor equal(Tensor target) => eq(target);

        /// <summary>Whether each pair of elements differs.</summary>
        public Tensor not_equal(Tensor target) => ne(target);

        /// <summary>Replaces each element by whether it differs from the other tensor's.</summary>
        public Tensor not_equal_(Tensor target) => ne_(target);

        /// <summary>Whether each element is below the other tensor's.</summary>
        public Tensor less(Tensor target) => lt(target);

        /// <summary>Whether each element is at most the other tensor's.</summary>
        public Tensor less_equal(Tensor target) => le(target);

        /// <summary>Replaces each element by whether it is at most the other tensor's.</summary>
        public Tensor less_equal_(Tensor target) => le_(target);

        /// <summary>Whether each element is above the other tensor's.</summary>
        public Tensor greater(Tensor target) => gt(target);

        /// <summary>Whether each element is at least the other tensor's.</summary>
        public Tensor greater_equal(Tensor target) => ge(target);

        /// <summary>Whether |this - target| &lt;= atol + rtol |target| for all elements.</summary>
        public bool allclose(Tensor target, double rtol = 1e-05, double atol = 1e-08, bool equal_nan = false) => Aten.Allclose.CallBool(this, target, rtol, atol, equal_nan);

        /// <summary>Whether |this - other| &lt;= atol + rtol |other| for each pair of elements.</summary>
        public Tensor isclose(Tensor other, double rtol = 1e-05, double atol = 1e-08, bool nanEqual = false) => Aten.Isclose.Call(this, other, rtol, atol, nanEqual);

        /// <summary>Whether each element is among the given ones, or with invert is not.</summary>
        public Tensor isin(Tensor test_elements, bool assumeUnique = false, bool invert = false) => Aten.IsinTensorTensor.Call(this, test_elements, assumeUnique, invert);

        /// <summary>Whether both of each pair of elements are true; numbers are true unless zero.</summary>
        public Tensor logical_and(Tensor other) => Aten.LogicalAnd.Call(this, other);

        /// <summary>Replaces each element by whether it and the other tensor's are true.</summary>
        public Tensor logical_and_(Tensor other) => Aten.LogicalAndInPlace.Update(this, other);

        /// <summary>Whether one of each pair of elements is true; numbers are true unless zero.</summary>
        public Tensor logical_or(Tensor other) => Aten.LogicalOr.Call(this, other);

        /// <summary>Replaces each element by whether it or the other tensor's is true.</summary>
        public Tensor logical_or_(Tensor other) => Aten.LogicalOrInPlace.Update(this, other);

        /// <summary>Whether exactly one of each pair of elements is true.</summary>
        public Tensor logical_xor(Tensor other) => Aten.LogicalXor.Call(this, other);

        /// <summary>Replaces each element by whether exactly one of it and the other tensor's is true.</summary>
        public Tensor logical_xor_(Tensor other) => Aten.LogicalXorInPlace.Update(this, other);

        /// <summary>Whether each element is false.</summary>
        public Tensor logical_not() => Aten.LogicalNot.Call(this);

        /// <summary>Replaces each element by whether it is false.</summary>
        public Tensor logical_not_() => Aten.LogicalNotInPlace.Update(this);

        /// <summary>The bits that both of each pair of integers have.</summary>
        public Tensor bitwise_and(Tensor other) => Aten.BitwiseAndTensor.Call(this, other);

        /// <summary>Keeps the bits that the other tensor's integers have too.</summary>
        public Tensor bitwise_and_(Tensor other) => Aten.BitwiseAndTensorInPlace.Update(this, other);

        /// <summary>The bits that one of each pair of integers has.</summary>
        public Tensor bitwise_or(Tensor other) => Aten.BitwiseOrTensor.Call(this, other);

        /// <summary>Adds the bits of the other tensor's integers.</summary>
        public Tensor bitwise_or_(Tensor other) => Aten.BitwiseOrTensorInPlace.Update(this, other);

        /// <summary>The bits that exactly one of each pair of integers has.</summary>
        public Tensor bitwise_xor(Tensor other) => Aten.BitwiseXorTensor.Call(this, other);

        /// <summary>Keeps the bits that differ from the other tensor's.</summary>
        public Tensor bitwise_xor_(Tensor other) => Aten.BitwiseXorTensorInPlace.Update(this, other);

        /// <summary>Each integer with its bits turned over.</summary>
        public Tensor bitwise_not() => Aten.BitwiseNot.Call(this);

        /// <summary>Turns the bits of each integer over.</summary>
        public Tensor bitwise_not_() => Aten.BitwiseNotInPlace.Update(this);

        /// <summary>Each integer with its bits moved up.</summary>
        public Tensor bitwise_left_shift(Tensor other) => Aten.BitwiseLeftShiftTensor.Call(this, other);

        /// <summary>Moves the bits of each integer up.</summary>
        public Tensor bitwise_left_shift_(Tensor other) => Aten.BitwiseLeftShiftTensorInPlace.Update(this, other);

        /// <summary>Each integer with its bits moved down, the sign kept.</summary>
        public Tensor bitwise_right_shift(Tensor other) => Aten.BitwiseRightShiftTensor.Call(this, other);

        /// <summary>Moves the bits of each integer down, the sign kept.</summary>
        public Tensor bitwise_right_shift_(Tensor other) => Aten.BitwiseRightShiftTensorInPlace.Update(this, other);
    }
}
