namespace TorchSharp.Interop;

internal static partial class Aten
{
    internal static readonly Operator Celu = new("aten::celu");
    internal static readonly Operator CeluInPlace = new("aten::celu_");
    internal static readonly Operator Elu = new("aten::elu");
    internal static readonly Operator EluInPlace = new("aten::elu_");
    internal static readonly Operator Gelu = new("aten::gelu");
    internal static readonly Operator Hardsigmoid = new("aten::hardsigmoid");
    internal static readonly Operator HardsigmoidInPlace = new("aten::hardsigmoid_");
    internal static readonly Operator Hardswish = new("aten::hardswish");
    internal static readonly Operator HardswishInPlace = new("aten::hardswish_");
    internal static readonly Operator Hardtanh = new("aten::hardtanh");
    internal static readonly Operator HardtanhInPlace = new("aten::hardtanh_");
    internal static readonly Operator LeakyRelu = new("aten::leaky_relu");
    internal static readonly Operator LeakyReluInPlace = new("aten::leaky_relu_");
    internal static readonly Operator LogSigmoid = new("aten::log_sigmoid");
    internal static readonly Operator LogSoftmaxInt = new("aten::log_softmax", "int");
    internal static readonly Operator Prelu = new("aten::prelu");
    internal static readonly Operator Relu = new("aten::relu");
    internal static readonly Operator Relu6 = new("aten::relu6");
    internal static readonly Operator Relu6InPlace = new("aten::relu6_");
    internal static readonly Operator ReluInPlace = new("aten::relu_");
    internal static readonly Operator Selu = new("aten::selu");
    internal static readonly Operator SeluInPlace = new("aten::selu_");
    internal static readonly Operator Sigmoid = new("aten::sigmoid");
    internal static readonly Operator SigmoidInPlace = new("aten::sigmoid_");
    internal static readonly Operator Silu = new("aten::silu");
    internal static readonly Operator SiluInPlace = new("aten::silu_");
    internal static readonly Operator SoftmaxInt = new("aten::softmax", "int");
}
