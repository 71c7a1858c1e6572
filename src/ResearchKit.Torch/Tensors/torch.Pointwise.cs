namespace TorchSharp;

public static partial class torch
{
    /// <summary>The absolute value of each element.</summary>
    public static Tensor abs(Tensor input) => Given(input).abs();

    /// <summary>Replaces each element by its absolute value.</summary>
    public static Tensor abs_(Tensor input) => Given(input).abs_();

    /// <summary>The absolute value of each element.</summary>
    public static Tensor absolute(Tensor input) => Given(input).absolute();

    /// <summary>Replaces each element by its absolute value.</summary>
    public static Tensor absolute_(Tensor input) => Given(input).absolute_();

    /// <summary>The negative of each element.</summary>
    public static Tensor neg(Tensor input) => Given(input).neg();

    /// <summary>Negates each element in place.</summary>
    public static Tensor neg_(Tensor input) => Given(input).neg_();

    /// <summary>The negative of each element.</summary>
    public static Tensor negative(Tensor input) => Given(input).negative();

    /// <summary>The tensor itself.</summary>
    public static Tensor positive(Tensor input) => Given(input).positive();

    /// <summary>The sign of each element: -1, 0 or 1.</summary>
    public static Tensor sign(Tensor input) => Given(input).sign();

    /// <summary>Replaces each element by its sign.</summary>
    public static Tensor sign_(Tensor input) => Given(input).sign_();

    /// <summary>The sign of each element; of a complex one, the element divided by its absolute value.</summary>
    public static Tensor sgn(Tensor input) => Given(input).sgn();

    /// <summary>Replaces each element by its sign.</summary>
    public static Tensor sgn_(Tensor input) => Given(input).sgn_();

    /// <summary>Whether the sign bit of each element is set.</summary>
    public static Tensor signbit(Tensor input) => Given(input).signbit();

    /// <summary>e to the power of each element.</summary>
    public static Tensor exp(Tensor input) => Given(input).exp();

    /// <summary>Replaces each element by e to its power.</summary>
    public static Tensor exp_(Tensor input) => Given(input).exp_();

    /// <summary>2 to the power of each element.</summary>
    public static Tensor exp2(Tensor input) => Given(input).exp2();

    /// <summary>exp(x) - 1 of each element, accurate near 0.</summary>
    public static Tensor expm1(Tensor input) => Given(input).expm1();

    /// <summary>Replaces each element x by exp(x) - 1.</summary>
    public static Tensor expm1_(Tensor input) => Given(input).expm1_();

    /// <summary>The natural logarithm of each element.</summary>
    public static Tensor log(Tensor input) => Given(input).log();

    /// <summary>Replaces each element by its natural logarithm.</summary>
    public static Tensor log_(Tensor input) => Given(input).log_();

    /// <summary>The logarithm of each element to base 2.</summary>
    public static Tensor log2(Tensor input) => Given(input).log2();

    /// <summary>Replaces each element by its logarithm to base 2.</summary>
    public static Tensor log2_(Tensor input) => Given(input).log2_();

    /// <summary>The logarithm of each element to base 10.</summary>
    public static Tensor log10(Tensor input) => Given(input).log10();

    /// <summary>Replaces each element by its logarithm to base 10.</summary>
    public static Tensor log10_(Tensor input) => Given(input).log10_();

    /// <summary>log(1 + x) of each element, accurate near 0.</summary>
    public static Tensor log1p(Tensor input) => Given(input).log1p();

    /// <summary>Replaces each element x by log(1 + x).</summary>
    public static Tensor log1p_(Tensor input) => Given(input).log1p_();

    /// <summary>The square root of each element.</summary>
    public static Tensor sqrt(Tensor input) => Given(input).sqrt();

    /// <summary>Replaces each element by its square root.</summary>
    public static Tensor sqrt_(Tensor input) => Given(input).sqrt_();

    /// <summary>One over the square root of each element.</summary>
    public static Tensor rsqrt(Tensor input) => Given(input).rsqrt();

    /// <summary>Replaces each element by one over its square root.</summary>
    public static Tensor rsqrt_(Tensor input) => Given(input).rsqrt_();

    /// <summary>The square of each element.</summary>
    public static Tensor square(Tensor input) => Given(input).square();

    /// <summary>One over each element.</summary>
    public static Tensor reciprocal(Tensor input) => Given(input).reciprocal();

    /// <summary>Replaces each element by one over it.</summary>
    public static Tensor reciprocal_(Tensor input) => Given(input).reciprocal_();

    /// <summary>The smallest whole number at or above each element.</summary>
    public static Tensor ceil(Tensor input) => Given(input).ceil();

    /// <summary>Rounds each element up in place.</summary>
    public static Tensor ceil_(Tensor input) => Given(input).ceil_();

    /// <summary>The largest whole number at or below each element.</summary>
    public static Tensor floor(Tensor input) => Given(input).floor();

    /// <summary>Rounds each element down in place.</summary>
    public static Tensor floor_(Tensor input) => Given(input).floor_();

    /// <summary>Each element rounded to the given number of decimal places, halves to even.</summary>
    public static Tensor round(Tensor input, long decimals = 0) => Given(input).round(decimals);

    /// <summary>Rounds each element in place to the given number of decimal places, halves to even.</summary>
    public static Tensor round_(Tensor input, long decimals = 0) => Given(input).round_(decimals);

    /// <summary>The whole part of each element.</summary>
    public static Tensor trunc(Tensor input) => Given(input).trunc();

    /// <summary>Cuts each element to its whole part.</summary>
    public static Tensor trunc_(Tensor input) => Given(input).trunc_();

    /// <summary>The whole part of each element.</summary>
    public static Tensor fix(Tensor input) => Given(input).fix();

    /// <summary>Cuts each element to its whole part.</summary>
    public static Tensor fix_(Tensor input) => Given(input).fix_();

    /// <summary>The part of each element after the point, with its sign.</summary>
    public static Tensor frac(Tensor input) => Given(input).frac();

    /// <summary>Replaces each element by its part after the point.</summary>
    public static Tensor frac_(Tensor input) => Given(input).frac_();

    /// <summary>Splits each element x into a mantissa m and an exponent e with x = m 2^e and 0.5 &lt;= |m| &lt; 1.</summary>
    public static (Tensor Mantissa, Tensor Exponent) frexp(Tensor input) => Given(input).frexp();

    /// <summary>Each element, with NaN and the infinities replaced; null takes the largest and the lowest finite number.</summary>
    public static Tensor nan_to_num(Tensor input, double nan = 0, double? posinf = null, double? neginf = null) => Given(input).nan_to_num(nan, posinf, neginf);

    /// <summary>Whether each element is NaN.</summary>
    public static Tensor isnan(Tensor input) => Given(input).isnan();

    /// <summary>Whether each element is infinite.</summary>
    public static Tensor isinf(Tensor tensor) => Given(tensor).isinf();

    /// <summary>Whether each element is positive infinity.</summary>
    public static Tensor isposinf(Tensor tensor) => Given(tensor).isposinf();

    /// <summary>Whether each element is negative infinity.</summary>
    public static Tensor isneginf(Tensor tensor) => Given(tensor).isneginf();

    /// <summary>Whether each element is neither infinite nor NaN.</summary>
    public static Tensor isfinite(Tensor tensor) => Given(tensor).isfinite();

    /// <summary>Whether each element has no imaginary part.</summary>
    public static Tensor isreal(Tensor tensor) => Given(tensor).isreal();

    /// <summary>The angle of each element in the complex plane, in radians.</summary>
    public static Tensor angle(Tensor input) => Given(input).angle();

    /// <summary>The complex conjugate of each element, as a view.</summary>
    public static Tensor conj(Tensor input) => Given(input).conj();

    /// <summary>The complex conjugate of each element, in memory of its own.</summary>
    public static Tensor conj_physical(Tensor input) => Given(input).conj_physical();

    /// <summary>Conjugates each element in place.</summary>
    public static Tensor conj_physical_(Tensor input) => Given(input).conj_physical_();

    /// <summary>The elements in memory, with a pending conjugation carried out.</summary>
    public static Tensor resolve_conj(Tensor input) => Given(input).resolve_conj();

    /// <summary>The elements in memory, with a pending negation carried out.</summary>
    public static Tensor resolve_neg(Tensor input) => Given(input).resolve_neg();

    /// <summary>Each element, taken as degrees, in radians.</summary>
    public static Tensor deg2rad(Tensor input) => Given(input).deg2rad();

    /// <summary>Each element, taken as radians, in degrees.</summary>
    public static Tensor rad2deg(Tensor input) => Given(input).rad2deg();
}
