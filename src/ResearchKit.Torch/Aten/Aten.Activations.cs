namespace TorchSharp.Interop;

internal static partial class Aten
{
    internal static readonly Operator Celu = new("aten::celu");
    internal static readonly Operator CeluInPlace = new("aten::celu_");
    internal static readonly Operator Elu = new("aten::elu") { KeepsLayout = true };
    internal static readonly Operator EluInPlace = new("aten::elu_") { KeepsLayout = true };
    internal static readonly Operator Gelu = new("aten::gelu") { KeepsLayout = true };
    internal static readonly Operator Hardsigmoid = new("aten::hardsigmoid") { KeepsLayout = true };
    internal static readonly Operator HardsigmoidInPlace = new("aten::hardsigmoid_") { KeepsLayout = true };
    internal static readonly Operator Hardswish = new("aten::hardswish") { KeepsLayout = true };
    internal static readonly Operator HardswishInPlace = new("aten::hardswish_") { KeepsLayout = true };
    internal static readonly Operator Hardtanh = new("aten::hardtanh") { KeepsLayout = true };
    internal static readonly Operator HardtanhInPlace = new("aten::hardtanh_") { KeepsLayout = true };
    internal static readonly Operator LeakyRelu = new("aten::leaky_relu") { KeepsLayout = true };
    internal static readonly Operator LeakyReluInPlace = new("aten::leaky_relu_") { KeepsLayout = true };
    internal static readonly Operator LogSigmoid = new("aten::log_sigmoid");
    internal static readonly Operator LogSoftmaxInt = new("aten::log_softmax", "int");
    internal static readonly Operator Prelu = new("aten::prelu");
    internal static readonly Operator Relu = new("aten::relu") { KeepsLayout = true };
    internal static readonly Operator Relu6 = new("aten::relu6") { KeepsLayout = true };
    internal static readonly Operator Relu6InPlace = new("aten::relu6_") { KeepsLayout = true };
    internal static readonly Operator ReluInPlace = new("aten::relu_") { KeepsLayout = true };
    internal static readonly Operator Selu = new("aten::selu");
    internal static readonly Operator SeluInPlace = new("aten::selu_");
    internal static readonly Operator Sigmoid = new("aten::sigmoid") { KeepsLayout = true };
    internal static readonly Operator SigmoidInPlace = new("aten::sigmoid_") { KeepsLayout = true };
    internal static readonly Operator Silu = new("aten::silu") { KeepsLayout = true };
    internal static readonly Operator SiluInPlace = new("aten::silu_") { KeepsLayout = true };
    internal static readonly Operator SoftmaxInt = new("aten::softmax", "int");
}
