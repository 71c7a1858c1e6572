namespace TorchSharp;

public static partial class torch
{
    /// <summary>Whether each pair of elements is equal.</summary>
    public static Tensor eq(Tensor left, Tensor right) => Given(left).eq(right);

    /// <summary>Whether each pair of elements differs.</summary>
    public static Tensor ne(Tensor left, Tensor right) => Given(left).ne(right);

    /// <summary>Whether each element is below the other tensor's.</summary>
    public static Tensor lt(Tensor left, Tensor right) => Given(left).lt(right);

    /// <summary>Whether each element is at most the other tensor's.</summary>
    public static Tensor le(Tensor left, Tensor right) => Given(left).le(right);

    /// <summary>Whether each element is above the other tensor's.</summary>
    public static Tensor gt(Tensor left, Tensor right) => Given(left).gt(right);

    /// <summary>Whether each element is at least the other tensor's.</summary>
    public static Tensor ge(Tensor left, Tensor right) => Given(left).ge(right);

    /// <summary>Whether each pair of elements is equal.</summary>
    public static Tensor equal(Tensor tensor, Tensor target) => Given(tensor).equal(target);

    /// <summary>Whether each pair of elements differs.</summary>
    public static Tensor not_equal(Tensor tensor, Tensor target) => Given(tensor).not_equal(target);

    /// <summary>Whether each element is below the other tensor's.</summary>
    public static Tensor less(Tensor tensor, Tensor target) => Given(tensor).less(target);

    /// <summary>Whether each element is at most the other tensor's.</summary>
    public static Tensor less_equal(Tensor tensor, Tensor target) => Given(tensor).less_equal(target);

    /// <summary>Whether each element is above the other tensor's.</summary>
    public static Tensor greater(Tensor tensor, Tensor target) => Given(tensor).greater(target);

    /// <summary>Whether each element is at least the other tensor's.</summary>
    public static Tensor greater_equal(Tensor tensor, Tensor target) => Given(tensor).greater_equal(target);

    /// <summary>Whether |this - target| &lt;= atol + rtol |target| for all elements.</summary>
    public static bool allclose(Tensor tensor, Tensor target, double rtol = 1e-05, double atol = 1e-08, bool equal_nan = false) => Given(tensor).allclose(target, rtol, atol, equal_nan);

    /// <summary>Whether |this - other| &lt;= atol + rtol |other| for each pair of elements.</summary>
    public static Tensor isclose(Tensor tensor, Tensor other, double rtol = 1e-05, double atol = 1e-08, bool nanEqual = false) => Given(tensor).isclose(other, rtol, atol, nanEqual);

    /// <summary>Whether each element is among the given ones, or with invert is not.</summary>
    public static Tensor isin(Tensor tensor, Tensor test_elements, bool assumeUnique = false, bool invert = false) => Given(tensor).isin(test_elements, assumeUnique, invert);

    /// <summary>Whether both of each pair of elements are true; numbers are true unless zero.</summary>
    public static Tensor logical_and(Tensor left, Tensor right) => Given(left).logical_and(right);

    /// <summary>Replaces each element by whether it and the other tensor's are true.</summary>
    public static Tensor logical_and_(Tensor left, Tensor right) => Given(left).logical_and_(right);

    /// <summary>Whether one of each pair of elements is true; numbers are true unless zero.</summary>
    public static Tensor logical_or(Tensor left, Tensor right) => Given(left).logical_or(right);

    /// <summary>Replaces each element by whether it or the other tensor's is true.</summary>
    public static Tensor logical_or_(Tensor left, Tensor right) => Given(left).logical_or_(right);

    /// <summary>Whether exactly one of each pair of elements is true.</summary>
    public static Tensor logical_xor(Tensor left, Tensor right) => Given(left).logical_xor(right);

    /// <summary>Replaces each element by whether exactly one of it and the other tensor's is true.</summary>
    public static Tensor logical_xor_(Tensor left, Tensor right) => Given(left).logical_xor_(right);

    /// <summary>Whether each element is false.</summary>
    public static Tensor logical_not(Tensor input) => Given(input).logical_not();

    /// <summary>The bits that both of each pair of integers have.</summary>
    public static Tensor bitwise_and(Tensor left, Tensor right) => Given(left).bitwise_and(right);

    /// <summary>Keeps the bits that the other tensor's integers have too.</summary>
    public static Tensor bitwise_and_(Tensor left, Tensor right) => Given(left).bitwise_and_(right);

    /// <summary>The bits that one of each pair of integers has.</summary>
    public static Tensor bitwise_or(Tensor left, Tensor right) => Given(left).bitwise_or(right);

    /// <summary>Adds the bits of the other tensor's integers.</summary>
    public static Tensor bitwise_or_(Tensor left, Tensor right) => Given(left).bitwise_or_(right);

    /// <summary>The bits that exactly one of each pair of integers has.</summary>
    public static Tensor bitwise_xor(Tensor left, Tensor right) => Given(left).bitwise_xor(right);

    /// <summary>Keeps the bits that differ from the other tensor's.</summary>
    public static Tensor bitwise_xor_(Tensor left, Tensor right) => Given(left).bitwise_xor_(right);

    /// <summary>Each integer with its bits turned over.</summary>
    public static Tensor bitwise_not(Tensor input) => Given(input).bitwise_not();

    /// <summary>Turns the bits of each integer over.</summary>
    public static Tensor bitwise_not_(Tensor input) => Given(input).bitwise_not_();

    /// <summary>Each integer with its bits moved up.</summary>
    public static Tensor bitwise_left_shift(Tensor left, Tensor right) => Given(left).bitwise_left_shift(right);

    /// <summary>Moves the bits of each integer up.</summary>
    public static Tensor bitwise_left_shift_(Tensor left, Tensor right) => Given(left).bitwise_left_shift_(right);

    /// <summary>Each integer with its bits moved down, the sign kept.</summary>
    public static Tensor bitwise_right_shift(Tensor left, Tensor right) => Given(left).bitwise_right_shift(right);

    /// <summary>Moves the bits of each integer down, the sign kept.</summary>
    public static Tensor bitwise_right_shift_(Tensor left, Tensor right) => Given(left).bitwise_right_shift_(right);
}
