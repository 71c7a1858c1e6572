namespace TorchSharp;

public static partial class torch
{
    /// <summary>The error function of each element.</summary>
    public static Tensor erf(Tensor input) => Given(input).erf();

    /// <summary>Replaces each element by its error function.</summary>
    public static Tensor erf_(Tensor input) => Given(input).erf_();

    /// <summary>One minus the error function of each element.</summary>
    public static Tensor erfc(Tensor input) => Given(input).erfc();

    /// <summary>Replaces each element by one minus its error function.</summary>
    public static Tensor erfc_(Tensor input) => Given(input).erfc_();

    /// <summary>The inverse error function of each element.</summary>
    public static Tensor erfinv(Tensor input) => Given(input).erfinv();

    /// <summary>Replaces each element by its inverse error function.</summary>
    public static Tensor erfinv_(Tensor input) => Given(input).erfinv_();

    /// <summary>The derivative of the logarithm of the gamma function at each element.</summary>
    public static Tensor digamma(Tensor input) => Given(input).digamma();

    /// <summary>Replaces each element by the derivative of the logarithm of the gamma function there.</summary>
    public static Tensor digamma_(Tensor input) => Given(input).digamma_();

    /// <summary>The logarithm of the absolute value of the gamma function at each element.</summary>
    public static Tensor lgamma(Tensor input) => Given(input).lgamma();

    /// <summary>Replaces each element by the logarithm of the absolute value of the gamma function there.</summary>
    public static Tensor lgamma_(Tensor input) => Given(input).lgamma_();

    /// <summary>The logarithm of the multivariate gamma function of dimension p at each element.</summary>
    public static Tensor mvlgamma(Tensor input, long p) => Given(input).mvlgamma(p);

    /// <summary>Replaces each element by the logarithm of the multivariate gamma function of dimension p there.</summary>
    public static Tensor mvlgamma_(Tensor input, long p) => Given(input).mvlgamma_(p);

    /// <summary>The p-th derivative of the digamma function at each element.</summary>
    public static Tensor polygamma(Tensor input, long p) => Given(input).polygamma(p);

    /// <summary>Replaces each element by the p-th derivative of the digamma function there.</summary>
    public static Tensor polygamma_(Tensor input, long p) => Given(input).polygamma_(p);

    /// <summary>The regularised lower incomplete gamma function P(this, other).</summary>
    public static Tensor igamma(Tensor input, Tensor other) => Given(input).igamma(other);

    /// <summary>The regularised upper incomplete gamma function Q(this, other).</summary>
    public static Tensor igammac(Tensor input, Tensor other) => Given(input).igammac(other);

    /// <summary>The modified Bessel function of the first kind of order 0 at each element.</summary>
    public static Tensor i0(Tensor input) => Given(input).i0();

    /// <summary>log(x / (1 - x)) of each element, first clamped to eps and 1 - eps when eps is given.</summary>
    public static Tensor logit(Tensor input, double? eps = null) => Given(input).logit(eps);

    /// <summary>x log(y) of each pair of elements, 0 where x is 0.</summary>
    public static Tensor xlogy(Tensor x, Tensor y) => Given(x).xlogy(y);

    /// <summary>x log(y) of each element, 0 where x is 0.</summary>
    public static Tensor xlogy(Tensor x, Scalar y) => Given(x).xlogy(y);

    /// <summary>Replaces each element x by x log(y).</summary>
    public static Tensor xlogy_(Tensor x, Tensor y) => Given(x).xlogy_(y);

    /// <summary>Replaces each element x by x log(y).</summary>
    public static Tensor xlogy_(Tensor x, Scalar y) => Given(x).xlogy_(y);

    /// <summary>log(exp(x) + exp(y)) of each pair of elements, without overflow.</summary>
    public static Tensor logaddexp(Tensor left, Tensor right) => Given(left).logaddexp(right);

    /// <summary>log2(2^x + 2^y) of each pair of elements, without overflow.</summary>
    public static Tensor logaddexp2(Tensor left, Tensor right) => Given(left).logaddexp2(right);
}
