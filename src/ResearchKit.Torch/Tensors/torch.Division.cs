namespace TorchSharp;

public static partial class torch
{
    /// <summary>The quotient of each pair of elements; rounded when asked.</summary>
    public static Tensor div(Tensor left, Tensor right, RoundingMode rounding_mode = RoundingMode.None) => Given(left).div(right, rounding_mode);

    /// <summary>Each element over a number; rounded when asked.</summary>
    public static Tensor div(Tensor left, Scalar right, RoundingMode rounding_mode = RoundingMode.None) => Given(left).div(right, rounding_mode);

    /// <summary>Divides by another tensor in place.</summary>
    public static Tensor div_(Tensor left, Tensor right, RoundingMode rounding_mode = RoundingMode.None) => Given(left).div_(right, rounding_mode);

    /// <summary>Divides by a number in place.</summary>
    public static Tensor div_(Tensor left, Scalar right, RoundingMode rounding_mode = RoundingMode.None) => Given(left).div_(right, rounding_mode);

    /// <summary>The quotient of each pair of elements; rounded when asked.</summary>
    public static Tensor divide(Tensor left, Tensor right, RoundingMode rounding_mode = RoundingMode.None) => Given(left).divide(right, rounding_mode);

    /// <summary>Each element over a number; rounded when asked.</summary>
    public static Tensor divide(Tensor left, Scalar right, RoundingMode rounding_mode = RoundingMode.None) => Given(left).divide(right, rounding_mode);

    /// <summary>Divides by another tensor in place.</summary>
    public static Tensor divide_(Tensor left, Tensor right, RoundingMode rounding_mode = RoundingMode.None) => Given(left).divide_(right, rounding_mode);

    /// <summary>The quotient of each pair of elements.</summary>
    public static Tensor true_divide(Tensor dividend, Tensor divisor) => Given(dividend).true_divide(divisor);

    /// <summary>Divides by another tensor in place.</summary>
    public static Tensor true_divide_(Tensor dividend, Tensor divisor) => Given(dividend).true_divide_(divisor);

    /// <summary>The quotient of each pair of elements, rounded down.</summary>
    public static Tensor floor_divide(Tensor input, Tensor other) => Given(input).floor_divide(other);

    /// <summary>Divides by another tensor in place and rounds down.</summary>
    public static Tensor floor_divide_(Tensor input, Tensor other) => Given(input).floor_divide_(other);

    /// <summary>What is left of each element after division; it has the divisor's sign.</summary>
    public static Tensor remainder(Tensor left, Tensor right) => Given(left).remainder(right);

    /// <summary>What is left of each element after division; it has the divisor's sign.</summary>
    public static Tensor remainder(Tensor left, Scalar right) => Given(left).remainder(right);

    /// <summary>Replaces each element by what is left of it after division.</summary>
    public static Tensor remainder_(Tensor left, Tensor right) => Given(left).remainder_(right);

    /// <summary>Replaces each element by what is left of it after division.</summary>
    public static Tensor remainder_(Tensor left, Scalar right) => Given(left).remainder_(right);

    /// <summary>What is left of each element after division; it has the element's sign.</summary>
    public static Tensor fmod(Tensor left, Tensor right) => Given(left).fmod(right);

    /// <summary>What is left of each element after division; it has the element's sign.</summary>
    public static Tensor fmod(Tensor left, Scalar right) => Given(left).fmod(right);

    /// <summary>Replaces each element by what is left of it after division.</summary>
    public static Tensor fmod_(Tensor left, Tensor right) => Given(left).fmod_(right);

    /// <summary>Replaces each element by what is left of it after division.</summary>
    public static Tensor fmod_(Tensor left, Scalar right) => Given(left).fmod_(right);
}
