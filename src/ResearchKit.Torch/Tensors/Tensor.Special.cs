using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>The error function of each element.</summary>
        public Tensor erf() => Aten.Erf.Call(this);

        /// <summary>Replaces each element by its error function.</summary>
        public Tensor erf_() => Aten.ErfInPlace.Update(this);

        /// <summary>One minus the error function of each element.</summary>
        public Tensor erfc() => Aten.Erfc.Call(this);

        /// <summary>Replaces each element by one minus its error function.</summary>
        public Tensor erfc_() => Aten.ErfcInPlace.Update(this);

        /// <summary>The inverse error function of each element.</summary>
        public Tensor erfinv() => Aten.Erfinv.Call(this);

        /// <summary>Replaces each element by its inverse error function.</summary>
        public Tensor erfinv_() => Aten.ErfinvInPlace.Update(this);

        /// <summary>The derivative of the logarithm of the gamma function at each element.</summary>
        public Tensor digamma() => Aten.Digamma.Call(this);

        /// <summary>Replaces each element by the derivative of the logarithm of the gamma function there.</summary>
        public Tensor digamma_() => Aten.DigammaInPlace.Update(this);

        /// <summary>The logarithm of the absolute value of the gamma function at each element.</summary>
        public Tensor lgamma() => Aten.Lgamma.Call(this);

        /// <summary>Replaces each element by the logarithm of the absolute value of the gamma function there.</summary>
        public Tensor lgamma_() => Aten.LgammaInPlace.Update(this);

        /// <summary>The logarithm of the multivariate gamma function of dimension p at each element.</summary>
        public Tensor mvlgamma(long p) => Aten.Mvlgamma.Call(this, p);

        /// <summary>Replaces each element by the logarithm of the multivariate gamma function of dimension p there.</summary>
        public Tensor mvlgamma_(long p) => Aten.MvlgammaInPlace.Update(this, p);

        /// <summary>The p-th derivative of the digamma function at each element.</summary>
        public Tensor polygamma(long p) => Aten.Polygamma.Call(p, this);

        /// <summary>Replaces each element by the p-th derivative of the digamma function there.</summary>
        public Tensor polygamma_(long p) => Aten.PolygammaInPlace.Update(this, p);

        /// <summary>The regularised lower incomplete gamma function P(this, other).</summary>
        public Tensor igamma(Tensor other) => Aten.Igamma.Call(this, other);

        /// <summary>The regularised upper incomplete gamma function Q(this, other).</summary>
        public Tensor igammac(Tensor other) => Aten.Igammac.Call(this, other);

        /// <summary>The modified Bessel function of the first kind of order 0 at each element.</summary>
        public Tensor i0() => Aten.I0.Call(this);

        /// <summary>log(x / (1 - x)) of each element, first clamped to eps and 1 - eps when eps is given.</summary>
        public Tensor logit(double? eps = null) => Aten.Logit.Call(this, eps);

        /// <summary>x log(y) of each pair of elements, 0 where x is 0.</summary>
        public Tensor xlogy(Tensor y) => Aten.XlogyTensor.Call(this, y);

        /// <summary>x log(y) of each element, 0 where x is 0.</summary>
        public Tensor xlogy(Scalar y) => Aten.XlogyScalarOther.Call(this, y);

        /// <summary>Replaces each element x by x log(y).</summary>
        public Tensor xlogy_(Tensor y) => Aten.XlogyTensorInPlace.Update(this, y);

        /// <summary>Replaces each element x by x log(y).</summary>
        public Tensor xlogy_(Scalar y) => Aten.XlogyScalarOtherInPlace.Update(this, y);

        /// <summary>log(exp(x) + exp(y)) of each pair of elements, without overflow.</summary>
        public Tensor logaddexp(Tensor other) => Aten.Logaddexp.Call(this, other);

        /// <summary>log2(2^x + 2^y) of each pair of elements, without overflow.</summary>
        public Tensor logaddexp2(Tensor other) => Aten.Logaddexp2.Call(this, other);
    }
}
