namespace TorchSharp;

public static partial class torch
{
    /// <summary>The sum of each pair of elements.</summary>
    public static Tensor add(Tensor left, Tensor right) => Given(left).add(right);

    /// <summary>this + alpha target, for each pair of elements.</summary>
    public static Tensor add(Tensor left, Tensor right, Scalar alpha) => Given(left).add(right, alpha);

    /// <summary>Each element plus a number.</summary>
    public static Tensor add(Tensor left, Scalar right) => Given(left).add(right);

    /// <summary>Each element plus alpha times a number.</summary>
    public static Tensor add(Tensor left, Scalar right, Scalar alpha) => Given(left).add(right, alpha);

    /// <summary>Adds another tensor in place.</summary>
    public static Tensor add_(Tensor left, Tensor right) => Given(left).add_(right);

    /// <summary>Adds alpha times another tensor in place.</summary>
    public static Tensor add_(Tensor left, Tensor right, Scalar alpha) => Given(left).add_(right, alpha);

    /// <summary>Adds a number in place.</summary>
    public static Tensor add_(Tensor left, Scalar right) => Given(left).add_(right);

    /// <summary>Adds alpha times a number in place.</summary>
    public static Tensor add_(Tensor left, Scalar right, Scalar alpha) => Given(left).add_(right, alpha);

    /// <summary>The difference of each pair of elements.</summary>
    public static Tensor sub(Tensor left, Tensor right) => Given(left).sub(right);

    /// <summary>Each element less a number.</summary>
    public static Tensor sub(Tensor left, Scalar right) => Given(left).sub(right);

    /// <summary>Subtracts another tensor in place.</summary>
    public static Tensor sub_(Tensor left, Tensor right) => Given(left).sub_(right);

    /// <summary>Subtracts a number in place.</summary>
    public static Tensor sub_(Tensor left, Scalar right) => Given(left).sub_(right);

    /// <summary>The difference of each pair of elements.</summary>
    public static Tensor subtract(Tensor left, Tensor right) => Given(left).subtract(right);

    /// <summary>Each element less a number.</summary>
    public static Tensor subtract(Tensor left, Scalar right) => Given(left).subtract(right);

    /// <summary>Subtracts another tensor in place.</summary>
    public static Tensor subtract_(Tensor left, Tensor right) => Given(left).subtract_(right);

    /// <summary>Subtracts a number in place.</summary>
    public static Tensor subtract_(Tensor left, Scalar right) => Given(left).subtract_(right);

    /// <summary>The product of each pair of elements.</summary>
    public static Tensor mul(Tensor left, Tensor right) => Given(left).mul(right);

    /// <summary>Each element times a number.</summary>
    public static Tensor mul(Tensor left, Scalar right) => Given(left).mul(right);

    /// <summary>Multiplies by another tensor in place.</summary>
    public static Tensor mul_(Tensor left, Tensor right) => Given(left).mul_(right);

    /// <summary>Multiplies by a number in place.</summary>
    public static Tensor mul_(Tensor left, Scalar right) => Given(left).mul_(right);

    /// <summary>The product of each pair of elements.</summary>
    public static Tensor multiply(Tensor left, Tensor right) => Given(left).multiply(right);

    /// <summary>Each element times a number.</summary>
    public static Tensor multiply(Tensor left, Scalar right) => Given(left).multiply(right);

    /// <summary>this + value tensor1 tensor2, element by element.</summary>
    public static Tensor addcmul(Tensor input, Tensor tensor1, Tensor tensor2, Scalar value) => Given(input).addcmul(tensor1, tensor2, value);

    /// <summary>Adds value tensor1 tensor2 in place.</summary>
    public static Tensor addcmul_(Tensor input, Tensor tensor1, Tensor tensor2, Scalar value) => Given(input).addcmul_(tensor1, tensor2, value);

    /// <summary>this + value tensor1 / tensor2, element by element.</summary>
    public static Tensor addcdiv(Tensor input, Tensor tensor1, Tensor tensor2, Scalar value) => Given(input).addcdiv(tensor1, tensor2, value);

    /// <summary>Adds value tensor1 / tensor2 in place.</summary>
    public static Tensor addcdiv_(Tensor input, Tensor tensor1, Tensor tensor2, Scalar value) => Given(input).addcdiv_(tensor1, tensor2, value);

    /// <summary>Each element to the power of the other tensor's.</summary>
    public static Tensor pow(Tensor left, Tensor exponent) => Given(left).pow(exponent);

    /// <summary>Each element to a power.</summary>
    public static Tensor pow(Tensor left, Scalar exponent) => Given(left).pow(exponent);

    /// <summary>Raises each element in place to the power of the other tensor's.</summary>
    public static Tensor pow_(Tensor left, Tensor exponent) => Given(left).pow_(exponent);

    /// <summary>Raises each element in place to a power.</summary>
    public static Tensor pow_(Tensor left, Scalar exponent) => Given(left).pow_(exponent);

    /// <summary>Each element to the power of the other tensor's, in double precision.</summary>
    public static Tensor float_power(Tensor input, Tensor target) => Given(input).float_power(target);

    /// <summary>this + weight (end - this), element by element.</summary>
    public static Tensor lerp(Tensor input, Tensor end, Tensor weight) => Given(input).lerp(end, weight);

    /// <summary>The larger of each pair of elements; NaN when either is.</summary>
    public static Tensor maximum(Tensor input, Tensor other) => Given(input).maximum(other);

    /// <summary>The smaller of each pair of elements; NaN when either is.</summary>
    public static Tensor minimum(Tensor input, Tensor other) => Given(input).minimum(other);

    /// <summary>The larger of each pair of elements; of a NaN and a number, the number.</summary>
    public static Tensor fmax(Tensor input, Tensor other) => Given(input).fmax(other);

    /// <summary>The smaller of each pair of elements; of a NaN and a number, the number.</summary>
    public static Tensor fmin(Tensor input, Tensor other) => Given(input).fmin(other);

    /// <summary>Each element, cut to the range from min to max; null leaves a side open.</summary>
    public static Tensor clamp(Tensor input, Scalar? min = null, Scalar? max = null) => Given(input).clamp(min, max);

    /// <summary>Each element, cut to the range from min to max; null leaves a side open.</summary>
    public static Tensor clamp(Tensor input, Tensor? min = null, Tensor? max = null) => Given(input).clamp(min, max);

    /// <summary>Cuts each element in place to the range from min to max.</summary>
    public static Tensor clamp_(Tensor input, Scalar? min = null, Scalar? max = null) => Given(input).clamp_(min, max);

    /// <summary>Cuts each element in place to the range from min to max.</summary>
    public static Tensor clamp_(Tensor input, Tensor? min = null, Tensor? max = null) => Given(input).clamp_(min, max);

    /// <summary>Each element, at most max.</summary>
    public static Tensor clamp_max(Tensor input, Scalar max) => Given(input).clamp_max(max);

    /// <summary>Cuts each element in place to at most max.</summary>
    public static Tensor clamp_max_(Tensor input, Scalar max) => Given(input).clamp_max_(max);

    /// <summary>Each element, at least min.</summary>
    public static Tensor clamp_min(Tensor input, Scalar min) => Given(input).clamp_min(min);

    /// <summary>Cuts each element in place to at least min.</summary>
    public static Tensor clamp_min_(Tensor input, Scalar min) => Given(input).clamp_min_(min);

    /// <summary>Each element, cut to the range from min to max; null leaves a side open.</summary>
    public static Tensor clip(Tensor input, Scalar? min = null, Scalar? max = null) => Given(input).clip(min, max);

    /// <summary>Each element's size with the other tensor's sign.</summary>
    public static Tensor copysign(Tensor input, Tensor other) => Given(input).copysign(other);

    /// <summary>The next representable number from each element towards the other tensor's.</summary>
    public static Tensor nextafter(Tensor input, Tensor other) => Given(input).nextafter(other);

    /// <summary>The greatest common divisor of each pair of integers.</summary>
    public static Tensor gcd(Tensor left, Tensor right) => Given(left).gcd(right);

    /// <summary>Replaces each integer by its greatest common divisor with the other tensor's.</summary>
    public static Tensor gcd_(Tensor left, Tensor right) => Given(left).gcd_(right);

    /// <summary>The least common multiple of each pair of integers.</summary>
    public static Tensor lcm(Tensor input, Tensor other) => Given(input).lcm(other);

    /// <summary>Replaces each integer by its least common multiple with the other tensor's.</summary>
    public static Tensor lcm_(Tensor input, Tensor other) => Given(input).lcm_(other);

    /// <summary>Each element times 2 to the power of the other tensor's.</summary>
    public static Tensor ldexp(Tensor input, Tensor other) => Given(input).ldexp(other);

    /// <summary>Multiplies each element in place by 2 to the power of the other tensor's.</summary>
    public static Tensor ldexp_(Tensor input, Tensor other) => Given(input).ldexp_(other);
}
