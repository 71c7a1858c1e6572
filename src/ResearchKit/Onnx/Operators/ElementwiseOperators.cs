using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ResearchKit.Onnx;

/// <summary>Operators of one tensor that work on each element alone: any permutation passes through.</summary>
internal static class ElementwiseOperators
{
    private const double SeluAlpha = 1.6732632423543772;
    private const double SeluGamma = 1.0507009873554805;

    public static IEnumerable<KeyValuePair<string, OnnxOperator>> All { get; } =
    [
        Of("Identity", call => call[0].alias()),
        Of("Relu", call => call[0].relu()),
        Of("Sigmoid", call => call[0].sigmoid()),
        Of("Tanh", call => call[0].tanh()),
        Of("Erf", call => call[0].erf()),
        Of("Gelu", Gelu),
        Of("com.microsoft.Gelu", call => functional.gelu(call[0])),
        Of("LeakyRelu", call => Rectified(call[0], call.Attributes.Real("alpha", 0.01))),
        Of("Elu", call => Exponential(call[0], call.Attributes.Real("alpha", 1), 1)),
        Of("Selu", call => Exponential(call[0], call.Attributes.Real("alpha", SeluAlpha), call.Attributes.Real("gamma", SeluGamma))),
        Of("Softplus", call => functional.softplus(call[0])),
        Of("Softsign", call => call[0] / (call[0].abs() + 1)),
        Of("Mish", call => functional.softplus(call[0]).tanh() * call[0]),
        Of("HardSigmoid", call => HardSigmoid(call[0], call.Attributes.Real("alpha", 0.2), call.Attributes.Real("beta", 0.5))),
        Of("HardSwish", call => call[0] * HardSigmoid(call[0], 1 / 6.0, 0.5)),
        Of("Abs", call => call[0].abs()),
        Of("Neg", call => -call[0]),
        Of("Exp", call => call[0].exp()),
        Of("Log", call => call[0].log()),
        Of("Sqrt", call => call[0].sqrt()),
        Of("Reciprocal", call => call[0].reciprocal()),
        Of("Floor", call => call[0].floor()),
        Of("Ceil", call => call[0].ceil()),
        Of("Round", call => call[0].round()),
        Of("Sign", call => call[0].sign()),
        Of("Sin", call => call[0].sin()),
        Of("Cos", call => call[0].cos()),
        Of("Tan", call => call[0].tan()),
        Of("Atan", call => call[0].atan()),
        Of("Not", call => call[0].logical_not()),
        Of("IsNaN", call => call[0].isnan()),
        Of("Cast", Cast),
        KeyValuePair.Create("Dropout", new OnnxOperator(Dropout, PassOn)),
        KeyValuePair.Create("Clip", new OnnxOperator(call => [Clip(call)], PassOn)),
    ];

    /// <summary>Every output has the axes of the first input.</summary>
    public static void PassOn(AxisFlow flow)
    {
        for (var output = 0; output < flow.Outputs.Length; output++)
        {
            flow.Outputs[output] = [.. flow.Axes(0)];
        }
    }

    private static KeyValuePair<string, OnnxOperator> Of(string name, Func<OnnxCall, Tensor> run) => KeyValuePair.Create(name, new OnnxOperator(call => [run(call)], PassOn));

    private static Tensor Gelu(OnnxCall call) => call.Attributes.Text("approximate", "none") == "tanh" ? TanhGelu(call[0]) : functional.gelu(call[0]);

    private static Tensor TanhGelu(Tensor x) => 0.5 * x * (1 + ((x + (0.044715 * x.pow(3))) * Math.Sqrt(2 / Math.PI)).tanh());

    private static Tensor Rectified(Tensor x, double slope) => where(x.lt(0), x * slope, x);

    private static Tensor Exponential(Tensor x, double alpha, double gamma) => where(x.gt(0), x, alpha * (x.exp() - 1)) * gamma;

    private static Tensor HardSigmoid(Tensor x, double alpha, double beta) => ((alpha * x) + beta).clamp(0, 1);

    private static Tensor Cast(OnnxCall call)
    {
        var type = (int)call.Attributes.Int("to", 0);
        var dtype = OnnxElementType.Of(type) ?? throw new InvalidDataException($"cannot make elements of type {OnnxElementType.NameOf(type)}");
        return call[0].to_type(OnnxInterpreter.IsHalf(dtype) ? ScalarType.Float32 : dtype);
    }

    private static Tensor[] Dropout(OnnxCall call) => [call[0].alias(), ones(call[0].shape, ScalarType.Bool)];

    private static Tensor Clip(OnnxCall call)
    {
        var result = call[0];
        var (low, high) = call.OperatorSet >= 11
            ? (call.Optional(1), call.Optional(2))
            : (call.Attributes.Has("min") ? tensor((float)call.Attributes.Real("min", 0)) : null, call.Attributes.Has("max") ? tensor((float)call.Attributes.Real("max", 0)) : null);
        if ((low is not null && low.numel() != 1) || (high is not null && high.numel() != 1))
        {
            throw new InvalidDataException("the bounds are no scalars");
        }

        result = low is null ? result.alias() : maximum(result, low.to_type(result.dtype));
        return high is null ? result : minimum(result, high.to_type(result.dtype));
    }
}
