using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>max(x, 0) of each element.</summary>
        public Tensor relu() => Aten.Relu.Call(this);

        /// <summary>Replaces each element x by max(x, 0).</summary>
        public Tensor relu_() => Aten.ReluInPlace.Update(this);

        /// <summary>min(max(x, 0), 6) of each element.</summary>
        public Tensor relu6() => Aten.Relu6.Call(this);

        /// <summary>Replaces each element x by min(max(x, 0), 6).</summary>
        public Tensor relu6_() => Aten.Relu6InPlace.Update(this);

        /// <summary>1 / (1 + exp(-x)) of each element.</summary>
        public Tensor sigmoid() => Aten.Sigmoid.Call(this);

        /// <summary>Replaces each element x by 1 / (1 + exp(-x)).</summary>
        public Tensor sigmoid_() => Aten.SigmoidInPlace.Update(this);

        /// <summary>log(1 / (1 + exp(-x))) of each element.</summary>
        public Tensor log_sigmoid() => Aten.LogSigmoid.Call(this);

        /// <summary>x sigmoid(x) of each element.</summary>
        public Tensor silu() => Aten.Silu.Call(this);

        /// <summary>Replaces each element x by x sigmoid(x).</summary>
        public Tensor silu_() => Aten.SiluInPlace.Update(this);

        /// <summary>x Phi(x) of each element, with the normal distribution function Phi.</summary>
        public Tensor gelu() => Aten.Gelu.Call(this);

        /// <summary>scale max(0, x) + scale min(0, alpha (exp(input_scale x) - 1)) of each element.</summary>
        public Tensor elu(Scalar alpha, Scalar scale, Scalar input_scale) => Aten.Elu.Call(this, alpha, scale, input_scale);

        /// <summary>Replaces each element by its exponential linear unit.</summary>
        public Tensor elu_(Scalar alpha, Scalar scale, Scalar input_scale) => Aten.EluInPlace.Update(this, alpha, scale, input_scale);

        /// <summary>The scaled exponential linear unit of each element.</summary>
        public Tensor selu() => Aten.Selu.Call(this);

        /// <summary>Replaces each element by its scaled exponential linear unit.</summary>
        public Tensor selu_() => Aten.SeluInPlace.Update(this);

        /// <summary>max(0, x) + min(0, exp(x) - 1) of each element.</summary>
        public Tensor celu() => Aten.Celu.Call(this);

        /// <summary>Replaces each element x by max(0, x) + min(0, exp(x) - 1).</summary>
        public Tensor celu_() => Aten.CeluInPlace.Update(this);

        /// <summary>Each element, those below zero times a slope.</summary>
        public Tensor leaky_relu(Scalar negative_slope) => Aten.LeakyRelu.Call(this, negative_slope);

        /// <summary>Multiplies the elements below zero by a slope.</summary>
        public Tensor leaky_relu_(Scalar negative_slope) => Aten.LeakyReluInPlace.Update(this, negative_slope);

        /// <summary>Each element, cut to the range from min to max.</summary>
        public Tensor hardtanh(Scalar min, Scalar max) => Aten.Hardtanh.Call(this, min, max);

        /// <summary>Cuts each element in place to the range from min to max.</summary>
        public Tensor hardtanh_(Scalar min, Scalar max) => Aten.HardtanhInPlace.Update(this, min, max);

        /// <summary>min(max(x + 3, 0), 6) / 6 of each element.</summary>
        public Tensor hardsigmoid() => Aten.Hardsigmoid.Call(this);

        /// <summary>Replaces each element x by min(max(x + 3, 0), 6) / 6.</summary>
        public Tensor hardsigmoid_() => Aten.HardsigmoidInPlace.Update(this);

        /// <summary>x min(max(x + 3, 0), 6) / 6 of each element.</summary>
        public Tensor hardswish() => Aten.Hardswish.Call(this);

        /// <summary>Replaces each element x by x min(max(x + 3, 0), 6) / 6.</summary>
        public Tensor hardswish_() => Aten.HardswishInPlace.Update(this);

        /// <summary>Each element, those below zero times a learned slope, one for all or one a channel.</summary>
        public Tensor prelu(Tensor target) => Aten.Prelu.Call(this, target);

        /// <summary>exp(x) divided by its sum along one axis.</summary>
        public Tensor softmax(long dim, ScalarType? dtype = null) => Aten.SoftmaxInt.Call(this, dim, dtype);

        /// <summary>The logarithm of softmax along one axis, without overflow.</summary>
        public Tensor log_softmax(long dim, ScalarType? dtype = null) => Aten.LogSoftmaxInt.Call(this, dim, dtype);
    }
}
