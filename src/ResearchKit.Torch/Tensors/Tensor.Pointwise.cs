using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>The absolute value of each element.</summary>
        public Tensor abs() => Aten.Abs.Call(this);

        /// <summary>Replaces each element by its absolute value.</summary>
        public Tensor abs_() => Aten.AbsInPlace.Update(this);

        /// <summary>The absolute value of each element.</summary>
        public Tensor absolute() => abs();

        /// <summary>Replaces each element by its absolute value.</summary>
        public Tensor absolute_() => abs_();

        /// <summary>The negative of each element.</summary>
        public Tensor neg() => Aten.Neg.Call(this);

        /// <summary>Negates each element in place.</summary>
        public Tensor neg_() => Aten.NegInPlace.Update(this);

        /// <summary>The negative of each element.</summary>
        public Tensor negative() => neg();

        /// <summary>The tensor itself.</summary>
        public Tensor positive() => Aten.Positive.Call(this);

        /// <summary>The sign of each element: -1, 0 or 1.</summary>
        public Tensor sign() => Aten.Sign.Call(this);

        /// <summary>Replaces each element by its sign.</summary>
        public Tensor sign_() => Aten.SignInPlace.Update(this);

        /// <summary>The sign of each element; of a complex one, the element divided by its absolute value.</summary>
        public Tensor sgn() => Aten.Sgn.Call(this);

        /// <summary>Replaces each element by its sign.</summary>
        public Tensor sgn_() => Aten.SgnInPlace.Update(this);

        /// <summary>Whether the sign bit of each element is set.</summary>
        public Tensor signbit() => Aten.Signbit.Call(this);

        /// <summary>e to the power of each element.</summary>
        public Tensor exp() => Aten.Exp.Call(this);

        /// <summary>Replaces each element by e to its power.</summary>
        public Tensor exp_() => Aten.ExpInPlace.Update(this);

        /// <summary>2 to the power of each element.</summary>
        public Tensor exp2() => Aten.Exp2.Call(this);

        /// <summary>exp(x) - 1 of each element, accurate near 0.</summary>
        public Tensor expm1() => Aten.Expm1.Call(this);

        /// <summary>Replaces each element x by exp(x) - 1.</summary>
        public Tensor expm1_() => Aten.Expm1InPlace.Update(this);

        /// <summary>The natural logarithm of each element.</summary>
        public Tensor log() => Aten.Log.Call(this);

        /// <summary>Replaces each element by its natural logarithm.</summary>
        public Tensor log_() => Aten.LogInPlace.Update(this);

        /// <summary>The logarithm of each element to base 2.</summary>
        public Tensor log2() => Aten.Log2.Call(this);

        /// <summary>Replaces each element by its logarithm to base 2.</summary>
        public Tensor log2_() => Aten.Log2InPlace.Update(this);

        /// <summary>The logarithm of each element to base 10.</summary>
        public Tensor log10() => Aten.Log10.Call(this);

        /// <summary>Replaces each element by its logarithm to base 10.</summary>
        public Tensor log10_() => Aten.Log10InPlace.Update(this);

        /// <summary>log(1 + x) of each element, accurate near 0.</summary>
        public Tensor log1p() => Aten.Log1p.Call(this);

        /// <summary>Replaces each element x by log(1 + x).</summary>
        public Tensor log1p_() => Aten.Log1pInPlace.Update(this);

        /// <summary>The square root of each element.</summary>
        public Tensor sqrt() => Aten.Sqrt.Call(this);

        /// <summary>Replaces each element by its square root.</summary>
        public Tensor sqrt_() => Aten.SqrtInPlace.Update(this);

        /// <summary>One over the square root of each element.</summary>
        public Tensor rsqrt() => Aten.Rsqrt.Call(this);

        /// <summary>Replaces each element by one over its square root.</summary>
        public Tensor rsqrt_() => Aten.RsqrtInPlace.Update(this);

        /// <summary>The square of each element.</summary>
        public Tensor square() => Aten.Square.Call(this);

        /// <summary>One over each element.</summary>
        public Tensor reciprocal() => Aten.Reciprocal.Call(this);

        /// <summary>Replaces each element by one over it.</summary>
        public Tensor reciprocal_() => Aten.ReciprocalInPlace.Update(this);

        /// <summary>The smallest whole number at or above each element.</summary>
        public Tensor ceil() => Aten.Ceil.Call(this);

        /// <summary>Rounds each element up in place.</summary>
        public Tensor ceil_() => Aten.CeilInPlace.Update(this);

        /// <summary>The largest whole number at or below each element.</summary>
        public Tensor floor() => Aten.Floor.Call(this);

        /// <summary>Rounds each element down in place.</summary>
        public Tensor floor_() => Aten.FloorInPlace.Update(this);

        /// <summary>Each element rounded to the given number of decimal places, halves to even.</summary>
        public Tensor round(long decimals = 0) => Aten.RoundDecimals.Call(this, decimals);

        /// <summary>Rounds each element in place to the given number of decimal places, halves to even.</summary>
        public Tensor round_(long decimals = 0) => Aten.RoundDecimalsInPlace.Update(this, decimals);

        /// <summary>The whole part of each element.</summary>
        public Tensor trunc() => Aten.Trunc.Call(this);

        /// <summary>Cuts each element to its whole part.</summary>
        public Tensor trunc_() => Aten.TruncInPlace.Update(this);

        /// <summary>The whole part of each element.</summary>
        public Tensor fix() => trunc();

        /// <summary>Cuts each element to its whole part.</summary>
        public Tensor fix_() => trunc_();

        /// <summary>The part of each element after the point, with its sign.</summary>
        public Tensor frac() => Aten.Frac.Call(this);

        /// <summary>Replaces each element by its part after the point.</summary>
        public Tensor frac_() => Aten.FracInPlace.Update(this);

        /// <summary>Splits each element x into a mantissa m and an exponent e with x = m 2^e and 0.5 &lt;= |m| &lt; 1.</summary>
        public (Tensor Mantissa, Tensor Exponent) frexp() => Aten.FrexpTensor.CallPair(this);

        /// <summary>Each element, with NaN and the infinities replaced; null takes the largest and the lowest finite number.</summary>
        public Tensor nan_to_num(double nan = 0, double? posinf = null, double? neginf = null) => Aten.NanToNum.Call(this, nan, posinf, neginf);

        /// <summary>Whether each element is NaN.</summary>
        public Tensor isnan() => Aten.Isnan.Call(this);

        /// <summary>Whether each element is infinite.</summary>
        public Tensor isinf() => Aten.Isinf.Call(this);

        /// <summary>Whether each element is positive infinity.</summary>
        public Tensor isposinf() => Aten.Isposinf.Call(this);

        /// <summary>Whether each element is negative infinity.</summary>
        public Tensor isneginf() => Aten.Isneginf.Call(this);

        /// <summary>Whether each element is neither infinite nor NaN.</summary>
        public Tensor isfinite() => Aten.Isfinite.Call(this);

        /// <summary>Whether each element has no imaginary part.</summary>
        public Tensor isreal() => Aten.Isreal.Call(this);

        /// <summary>The angle of each element in the complex plane, in radians.</summary>
        public Tensor angle() => Aten.Angle.Call(this);

        /// <summary>The complex conjugate of each element, as a view.</summary>
        public Tensor conj() => Aten.Conj.Call(this);

        /// <summary>The complex conjugate of each element, in memory of its own.</summary>
        public Tensor conj_physical() => Aten.ConjPhysical.Call(this);

        /// <summary>Conjugates each element in place.</summary>
        public Tensor conj_physical_() => Aten.ConjPhysicalInPlace.Update(this);

        /// <summary>The elements in memory, with a pending conjugation carried out.</summary>
        public Tensor resolve_conj() => Aten.ResolveConj.Call(this);

        /// <summary>The elements in memory, with a pending negation carried out.</summary>
        public Tensor resolve_neg() => Aten.ResolveNeg.Call(this);

        /// <summary>Each element, taken as degrees, in radians.</summary>
        public Tensor deg2rad() => Aten.Deg2rad.Call(this);

        /// <summary>Each element, taken as radians, in degrees.</summary>
        public Tensor rad2deg() => Aten.Rad2deg.Call(this);
    }
}
