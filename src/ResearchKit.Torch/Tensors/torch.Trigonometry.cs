namespace TorchSharp;

public static partial class torch
{
    /// <summary>The sine of each element, in radians.</summary>
    public static Tensor sin(Tensor input) => Given(input).sin();

    /// <summary>Replaces each element by its sine.</summary>
    public static Tensor sin_(Tensor input) => Given(input).sin_();

    /// <summary>The cosine of each element, in radians.</summary>
    public static Tensor cos(Tensor input) => Given(input).cos();

    /// <summary>Replaces each element by its cosine.</summary>
    public static Tensor cos_(Tensor input) => Given(input).cos_();

    /// <summary>The tangent of each element, in radians.</summary>
    public static Tensor tan(Tensor input) => Given(input).tan();

    /// <summary>Replaces each element by its tangent.</summary>
    public static Tensor tan_(Tensor input) => Given(input).tan_();

    /// <summary>The arcsine of each element, in radians.</summary>
    public static Tensor asin(Tensor input) => Given(input).asin();

    /// <summary>Replaces each element by its arcsine.</summary>
    public static Tensor asin_(Tensor input) => Given(input).asin_();

    /// <summary>The arcsine of each element, in radians.</summary>
    public static Tensor arcsin(Tensor input) => Given(input).arcsin();

    /// <summary>Replaces each element by its arcsine.</summary>
    public static Tensor arcsin_(Tensor input) => Given(input).arcsin_();

    /// <summary>The arccosine of each element, in radians.</summary>
    public static Tensor acos(Tensor input) => Given(input).acos();

    /// <summary>Replaces each element by its arccosine.</summary>
    public static Tensor acos_(Tensor input) => Given(input).acos_();

    /// <summary>The arccosine of each element, in radians.</summary>
    public static Tensor arccos(Tensor input) => Given(input).arccos();

    /// <summary>Replaces each element by its arccosine.</summary>
    public static Tensor arccos_(Tensor input) => Given(input).arccos_();

    /// <summary>The arctangent of each element, in radians.</summary>
    public static Tensor atan(Tensor input) => Given(input).atan();

    /// <summary>Replaces each element by its arctangent.</summary>
    public static Tensor atan_(Tensor input) => Given(input).atan_();

    /// <summary>The arctangent of each element, in radians.</summary>
    public static Tensor arctan(Tensor input) => Given(input).arctan();

    /// <summary>Replaces each element by its arctangent.</summary>
    public static Tensor arctan_(Tensor input) => Given(input).arctan_();

    /// <summary>The angle of the point (other, this) of each pair of elements, in radians.</summary>
    public static Tensor atan2(Tensor input, Tensor other) => Given(input).atan2(other);

    /// <summary>Replaces each element by the angle of the point (other, this).</summary>
    public static Tensor atan2_(Tensor input, Tensor other) => Given(input).atan2_(other);

    /// <summary>The angle of the point (other, this) of each pair of elements, in radians.</summary>
    public static Tensor arctan2(Tensor input, Tensor other) => Given(input).arctan2(other);

    /// <summary>Replaces each element by the angle of the point (other, this).</summary>
    public static Tensor arctan2_(Tensor input, Tensor other) => Given(input).arctan2_(other);

    /// <summary>The hyperbolic sine of each element.</summary>
    public static Tensor sinh(Tensor input) => Given(input).sinh();

    /// <summary>Replaces each element by its hyperbolic sine.</summary>
    public static Tensor sinh_(Tensor input) => Given(input).sinh_();

    /// <summary>The hyperbolic cosine of each element.</summary>
    public static Tensor cosh(Tensor input) => Given(input).cosh();

    /// <summary>Replaces each element by its hyperbolic cosine.</summary>
    public static Tensor cosh_(Tensor input) => Given(input).cosh_();

    /// <summary>The hyperbolic tangent of each element.</summary>
    public static Tensor tanh(Tensor input) => Given(input).tanh();

    /// <summary>Replaces each element by its hyperbolic tangent.</summary>
    public static Tensor tanh_(Tensor input) => Given(input).tanh_();

    /// <summary>The inverse hyperbolic sine of each element.</summary>
    public static Tensor asinh(Tensor input) => Given(input).asinh();

    /// <summary>Replaces each element by its inverse hyperbolic sine.</summary>
    public static Tensor asinh_(Tensor input) => Given(input).asinh_();

    /// <summary>The inverse hyperbolic sine of each element.</summary>
    public static Tensor arcsinh(Tensor input) => Given(input).arcsinh();

    /// <summary>Replaces each element by its inverse hyperbolic sine.</summary>
    public static Tensor arcsinh_(Tensor input) => Given(input).arcsinh_();

    /// <summary>The inverse hyperbolic cosine of each element.</summary>
    public static Tensor acosh(Tensor input) => Given(input).acosh();

    /// <summary>Replaces each element by its inverse hyperbolic cosine.</summary>
    public static Tensor acosh_(Tensor input) => Given(input).acosh_();

    /// <summary>The inverse hyperbolic cosine of each element.</summary>
    public static Tensor arccosh(Tensor input) => Given(input).arccosh();

    /// <summary>Replaces each element by its inverse hyperbolic cosine.</summary>
    public static Tensor arccosh_(Tensor input) => Given(input).arccosh_();

    /// <summary>The inverse hyperbolic tangent of each element.</summary>
    public static Tensor atanh(Tensor input) => Given(input).atanh();

    /// <summary>Replaces each element by its inverse hyperbolic tangent.</summary>
    public static Tensor atanh_(Tensor input) => Given(input).atanh_();

    /// <summary>The inverse hyperbolic tangent of each element.</summary>
    public static Tensor arctanh(Tensor input) => Given(input).arctanh();

    /// <summary>Replaces each element by its inverse hyperbolic tangent.</summary>
    public static Tensor arctanh_(Tensor input) => Given(input).arctanh_();

    /// <summary>sin(pi x) / (pi x) of each element, 1 at 0.</summary>
    public static Tensor sinc(Tensor input) => Given(input).sinc();

    /// <summary>Replaces each element x by sin(pi x) / (pi x).</summary>
    public static Tensor sinc_(Tensor input) => Given(input).sinc_();

    /// <summary>The square root of the sum of squares of each pair of elements.</summary>
    public static Tensor hypot(Tensor left, Tensor right) => Given(left).hypot(right);
}
