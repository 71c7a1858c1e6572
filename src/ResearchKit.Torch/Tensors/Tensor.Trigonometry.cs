using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>The sine of each element, in radians.</summary>
        public Tensor sin() => Aten.Sin.Call(this);

        /// <summary>Replaces each element by its sine.</summary>
        public Tensor sin_() => Aten.SinInPlace.Update(this);

        /// <summary>The cosine of each element, in radians.</summary>
        public Tensor cos() => Aten.Cos.Call(this);

        /// <summary>Replaces each element by its cosine.</summary>
        public Tensor cos_() => Aten.CosInPlace.Update(this);

        /// <summary>The tangent of each element, in radians.</summary>
        public Tensor tan() => Aten.Tan.Call(this);

        /// <summary>Replaces each element by its tangent.</summary>
        public Tensor tan_() => Aten.TanInPlace.Update(this);

        /// <summary>The arcsine of each element, in radians.</summary>
        public Tensor asin() => Aten.Asin.Call(this);

        /// <summary>Replaces each element by its arcsine.</summary>
        public Tensor asin_() => Aten.AsinInPlace.Update(this);

        /// <summary>The arcsine of each element, in radians.</summary>
        public Tensor arcsin() => asin();

        /// <summary>Replaces each element by its arcsine.</summary>
        public Tensor arcsin_() => asin_();

        /// <summary>The arccosine of each element, in radians.</summary>
        public Tensor acos() => Aten.Acos.Call(this);

        /// <summary>Replaces each element by its arccosine.</summary>
        public Tensor acos_() => Aten.AcosInPlace.Update(this);

        /// <summary>The arccosine of each element, in radians.</summary>
        public Tensor arccos() => acos();

        /// <summary>Replaces each element by its arccosine.</summary>
        public Tensor arccos_() => acos_();

        /// <summary>The arctangent of each element, in radians.</summary>
        public Tensor atan() => Aten.Atan.Call(this);

        /// <summary>Replaces each element by its arctangent.</summary>
        public Tensor atan_() => Aten.AtanInPlace.Update(this);

        /// <summary>The arctangent of each element, in radians.</summary>
        public Tensor arctan() => atan();

        /// <summary>Replaces each element by its arctangent.</summary>
        public Tensor arctan_() => atan_();

        /// <summary>The angle of the point (other, this) of each pair of elements, in radians.</summary>
        public Tensor atan2(Tensor other) => Aten.Atan2.Call(this, other);

        /// <summary>Replaces each element by the angle of the point (other, this).</summary>
        public Tensor atan2_(Tensor other) => Aten.Atan2InPlace.Update(this, other);

        /// <summary>The angle of the point (other, this) of each pair of elements, in radians.</summary>
        public Tensor arctan2(Tensor other) => atan2(other);

        /// <summary>Replaces each element by the angle of the point (other, this).</summary>
        public Tensor arctan2_(Tensor other) => atan2_(other);

        /// <summary>The hyperbolic sine of each element.</summary>
        public Tensor sinh() => Aten.Sinh.Call(this);

        /// <summary>Replaces each element by its hyperbolic sine.</summary>
        public Tensor sinh_() => Aten.SinhInPlace.Update(this);

        /// <summary>The hyperbolic cosine of each element.</summary>
        public Tensor cosh() => Aten.Cosh.Call(this);

        /// <summary>Replaces each element by its hyperbolic cosine.</summary>
        public Tensor cosh_() => Aten.CoshInPlace.Update(this);

        /// <summary>The hyperbolic tangent of each element.</summary>
        public Tensor tanh() => Aten.Tanh.Call(this);

        /// <summary>Replaces each element by its hyperbolic tangent.</summary>
        public Tensor tanh_() => Aten.TanhInPlace.Update(this);

        /// <summary>The inverse hyperbolic sine of each element.</summary>
        public Tensor asinh() => Aten.Asinh.Call(this);

        /// <summary>Replaces each element by its inverse hyperbolic sine.</summary>
        public Tensor asinh_() => Aten.AsinhInPlace.Update(this);

        /// <summary>The inverse hyperbolic sine of each element.</summary>
        public Tensor arcsinh() => asinh();

        /// <summary>Replaces each element by its inverse hyperbolic sine.</summary>
        public Tensor arcsinh_() => asinh_();

        /// <summary>The inverse hyperbolic cosine of each element.</summary>
        public Tensor acosh() => Aten.Acosh.Call(this);

        /// <summary>Replaces each element by its inverse hyperbolic cosine.</summary>
        public Tensor acosh_() => Aten.AcoshInPlace.Update(this);

        /// <summary>The inverse hyperbolic cosine of each element.</summary>
        public Tensor arccosh() => acosh();

        /// <summary>Replaces each element by its inverse hyperbolic cosine.</summary>
        public Tensor arccosh_() => acosh_();

        /// <summary>The inverse hyperbolic tangent of each element.</summary>
        public Tensor atanh() => Aten.Atanh.Call(this);

        /// <summary>Replaces each element by its inverse hyperbolic tangent.</summary>
        public Tensor atanh_() => Aten.AtanhInPlace.Update(this);

        /// <summary>The inverse hyperbolic tangent of each element.</summary>
        public Tensor arctanh() => atanh();

        /// <summary>Replaces each element by its inverse hyperbolic tangent.</summary>
        public Tensor arctanh_() => atanh_();

        /// <summary>sin(pi x) / (pi x) of each element, 1 at 0.</summary>
        public Tensor sinc() => Aten.Sinc.Call(this);

        /// <summary>Replaces each element x by sin(pi x) / (pi x).</summary>
        public Tensor sinc_() => Aten.SincInPlace.Update(this);

        /// <summary>The square root of the sum of squares of each pair of elements.</summary>
        public Tensor hypot(Tensor other) => Aten.Hypot.Call(this, other);
    }
}
