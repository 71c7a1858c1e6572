using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>The sum of each pair of elements.</summary>
        public Tensor add(Tensor target) => Aten.AddTensor.Call(this, target);

        /// <summary>this + alpha target, for each pair of elements.</summary>
        public Tensor add(Tensor target, Scalar alpha) => Aten.AddTensor.Call(this, target, alpha);

        /// <summary>Each element plus a number.</summary>
        public Tensor add(Scalar scalar) => Aten.AddScalar.Call(this, scalar);

        /// <summary>Each element plus alpha times a number.</summary>
        public Tensor add(Scalar scalar, Scalar alpha) => Aten.AddScalar.Call(this, scalar, alpha);

        /// <summary>Adds another tensor in place.</summary>
        public Tensor add_(Tensor target) => Aten.AddTensorInPlace.Update(this, target);

        /// <summary>Adds alpha times another tensor in place.</summary>
        public Tensor add_(Tensor target, Scalar alpha) => Aten.AddTensorInPlace.Update(this, target, alpha);

        /// <summary>Adds a number in place.</summary>
        public Tensor add_(Scalar scalar) => Aten.AddScalarInPlace.Update(this, scalar);

        /// <summary>Adds alpha times a number in place.</summary>
        public Tensor add_(Scalar scalar, Scalar alpha) => Aten.AddScalarInPlace.Update(this, scalar, alpha);

        /// <summary>The difference of each pair of elements.</summary>
        public Tensor sub(Tensor target) => Aten.SubTensor.Call(this, target);

        /// <summary>Each element less a number.</summary>
        public Tensor sub(Scalar target) => Aten.SubScalar.Call(this, target);

        /// <summary>Subtracts another tensor in place.</summary>
        public Tensor sub_(Tensor target) => Aten.SubTensorInPlace.Update(this, target);

        /// <summary>Subtracts a number in place.</summary>
        public Tensor sub_(Scalar target) => Aten.SubScalarInPlace.Update(this, target);

        /// <summary>The difference of each pair of elements.</summary>
        public Tensor subtract(Tensor target) => sub(target);

        /// <summary>Each element less a number.</summary>
        public Tensor subtract(Scalar target) => sub(target);

        /// <summary>Subtracts another tensor in place.</summary>
        public Tensor subtract_(Tensor target) => sub_(target);

        /// <summary>Subtracts a number in place.</summary>
        public Tensor subtract_(Scalar target) => sub_(target);

        /// <summary>The product of each pair of elements.</summary>
        public Tensor mul(Tensor target) => Aten.MulTensor.Call(this, target);

        /// <summary>Each element times a number.</summary>
        public Tensor mul(Scalar target) => Aten.MulScalar.Call(this, target);

        /// <summary>Multiplies by another tensor in place.</summary>
        public Tensor mul_(Tensor target) => Aten.MulTensorInPlace.Update(this, target);

        /// <summary>Multiplies by a number in place.</summary>
        public Tensor mul_(Scalar target) => Aten.MulScalarInPlace.Update(this, target);

        /// <summary>The product of each pair of elements.</summary>
        public Tensor multiply(Tensor target) => mul(target);

        /// <summary>Each element times a number.</summary>
        public Tensor multiply(Scalar target) => mul(target);

        /// <summary>this + value tensor1 tensor2, element by element.</summary>
        public Tensor addcmul(Tensor tensor1, Tensor tensor2, Scalar value) => Aten.Addcmul.Call(this, tensor1, tensor2, value);

        /// <summary>Adds value tensor1 tensor2 in place.</summary>
        public Tensor addcmul_(Tensor tensor1, Tensor tensor2, Scalar value) => Aten.AddcmulInPlace.Update(this, tensor1, tensor2, value);

        /// <summary>this + value tensor1 / tensor2, element by element.</summary>
        public Tensor addcdiv(Tensor tensor1, Tensor tensor2, Scalar value) => Aten.Addcdiv.Call(this, tensor1, tensor2, value);

        /// <summary>this + tensor1 / tensor2, element by element.</summary>
        public Tensor addcdiv(Tensor tensor1, Tensor tensor2) => Aten.Addcdiv.Call(this, tensor1, tensor2);

        /// <summary>Adds value tensor1 / tensor2 in place.</summary>
        public Tensor addcdiv_(Tensor tensor1, Tensor tensor2, Scalar value) => Aten.AddcdivInPlace.Update(this, tensor1, tensor2, value);

        /// <summary>Adds tensor1 / tensor2 in place.</summary>
        public Tensor addcdiv_(Tensor tensor1, Tensor tensor2) => Aten.AddcdivInPlace.Update(this, tensor1, tensor2);

        /// <summary>Each element to the power of the other tensor's.</summary>
        public Tensor pow(Tensor exponent) => Aten.PowTensorTensor.Call(this, exponent);

        /// <summary>Each element to a power.</summary>
        public Tensor pow(Scalar exponent) => Aten.PowTensorScalar.Call(this, exponent);

        /// <summary>Raises each element in place to the power of the other tensor's.</summary>
        public Tensor pow_(Tensor exponent) => Aten.PowTensorInPlace.Update(this, exponent);

        /// <summary>Raises each element in place to a power.</summary>
        public Tensor pow_(Scalar exponent) => Aten.PowScalarInPlace.Update(this, exponent);

        /// <summary>Each element to the power of the other tensor's, in double precision.</summary>
        public Tensor float_power(Tensor target) => Aten.FloatPowerTensorTensor.Call(this, target);

        /// <summary>this + weight (end - this), element by element.</summary>
        public Tensor lerp(Tensor end, Tensor weight) => Aten.LerpTensor.Call(this, end, weight);

        /// <summary>Moves each element by weight (end - this) in place.</summary>
        public Tensor lerp_(Tensor end, Tensor weight) => Aten.LerpTensorInPlace.Update(this, end, weight);

        /// <summary>The larger of each pair of elements; NaN when either is.</summary>
        public Tensor maximum(Tensor other) => Aten.Maximum.Call(this, other);

        /// <summary>The smaller of each pair of elements; NaN when either is.</summary>
        public Tensor minimum(Tensor other) => Aten.Minimum.Call(this, other);

        /// <summary>The larger of each pair of elements; of a NaN and a number, the number.</summary>
        public Tensor fmax(Tensor other) => Aten.Fmax.Call(this, other);

        /// <summary>The smaller of each pair of elements; of a NaN and a number, the number.</summary>
        public Tensor fmin(Tensor other) => Aten.Fmin.Call(this, other);

        /// <summary>Each element, cut to the range from min to max; null leaves a side open.</summary>
        public Tensor clamp(Scalar? min = null, Scalar? max = null) => Aten.Clamp.Call(this, min, max);

        /// <summary>Each element, cut to the range from min to max; null leaves a side open.</summary>
        public Tensor clamp(Tensor? min = null, Tensor? max = null) => Aten.ClampTensor.Call(this, min, max);

        /// <summary>Cuts each element in place to the range from min to max.</summary>
        public Tensor clamp_(Scalar? min = null, Scalar? max = null) => Aten.ClampInPlace.Update(this, min, max);

        /// <summary>Cuts each element in place to the range from min to max.</summary>
        public Tensor clamp_(Tensor? min = null, Tensor? max = null) => Aten.ClampTensorInPlace.Update(this, min, max);

        /// <summary>Each element, at most max.</summary>
        public Tensor clamp_max(Scalar max) => Aten.ClampMax.Call(this, max);

        /// <summary>Cuts each element in place to at most max.</summary>
        public Tensor clamp_max_(Scalar max) => Aten.ClampMaxInPlace.Update(this, max);

        /// <summary>Each element, at least min.</summary>
        public Tensor clamp_min(Scalar min) => Aten.ClampMin.Call(this, min);

        /// <summary>Cuts each element in place to at least min.</summary>
        public Tensor clamp_min_(Scalar min) => Aten.ClampMinInPlace.Update(this, min);

        /// <summary>Each element, cut to the range from min to max; null leaves a side open.</summary>
        public Tensor clip(Scalar? min = null, Scalar? max = null) => clamp(min, max);

        /// <summary>Each element's size with the other tensor's sign.</summary>
        public Tensor copysign(Tensor other) => Aten.CopysignTensor.Call(this, other);

        /// <summary>0 below zero, 1 above it, and the other tensor's value at zero.</summary>
        public Tensor heaviside(Tensor other) => Aten.Heaviside.Call(this, other);

        /// <summary>The next representable number from each element towards the other tensor's.</summary>
        public Tensor nextafter(Tensor other) => Aten.Nextafter.Call(this, other);

        /// <summary>The greatest common divisor of each pair of integers.</summary>
        public Tensor gcd(Tensor other) => Aten.Gcd.Call(this, other);

        /// <summary>Replaces each integer by its greatest common divisor with the other tensor's.</summary>
        public Tensor gcd_(Tensor other) => Aten.GcdInPlace.Update(this, other);

        /// <summary>The least common multiple of each pair of integers.</summary>
        public Tensor lcm(Tensor other) => Aten.Lcm.Call(this, other);

        /// <summary>Replaces each integer by its least common multiple with the other tensor's.</summary>
        public Tensor lcm_(Tensor other) => Aten.LcmInPlace.Update(this, other);

        /// <summary>Each element times 2 to the power of the other tensor's.</summary>
        public Tensor ldexp(Tensor other) => Aten.LdexpTensor.Call(this, other);

        /// <summary>Multiplies each element in place by 2 to the power of the other tensor's.</summary>
        public Tensor ldexp_(Tensor other) => Aten.LdexpInPlace.Update(this, other);

        /// <summary>Sets every element to a number.</summary>
        public Tensor fill_(Scalar value) => Aten.FillScalarInPlace.Update(this, value);

        /// <summary>Copies another tensor's elements into this one, converting and broadcasting them.</summary>
        public Tensor copy_(Tensor source, bool nonBlocking = false) => Aten.CopyInPlace.Update(this, source, nonBlocking);

        /// <summary>Sets every element to zero.</summary>
        public Tensor zero_() => Aten.ZeroInPlace.Update(this);
    }
}
