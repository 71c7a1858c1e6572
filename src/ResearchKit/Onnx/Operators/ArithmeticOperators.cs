using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Onnx;

/// <summary>Operators of several tensors that work element by element, with axes of size 1 repeated: axes that meet must move together.</summary>
internal static class ArithmeticOperators
{
    public static IEnumerable<KeyValuePair<string, OnnxOperator>> All { get; } =
    [
        Of("Add", (a, b) => a + b),
        Of("Sub", (a, b) => a - b),
        Of("Mul", (a, b) => a * b),
        Of("Div", Quotient),
        Of("Pow", (a, b) => a.pow(b.to_type(a.dtype))),
        Of("PRelu", (x, slope) => where(x.lt(0), x * slope, x)),
        Of("Equal", (a, b) => a.eq(b)),
        Of("Less", (a, b) => a.lt(b)),
        Of("LessOrEqual", (a, b) => a.le(b)),
        Of("Greater", (a, b) => a.gt(b)),
        Of("GreaterOrEqual", (a, b) => a.ge(b)),
        Of("And", (a, b) => a.logical_and(b)),
        Of("Or", (a, b) => a.logical_or(b)),
        Of("Xor", (a, b) => a.logical_xor(b)),
        Of("Mod", call => call.Attributes.Int("fmod", 0) == 0 ? call[0].remainder(call[1]) : call[0].fmod(call[1])),
        Of("Min", call => call.All.Aggregate(minimum)),
        Of("Max", call => call.All.Aggregate(maximum)),
        Of("Sum", call => call.All.Aggregate((a, b) => a + b)),
        Of("Mean", call => call.All.Aggregate((a, b) => a + b) / call.Count),
        Of("Where", call => where(call[0].to_type(ScalarType.Bool), call[1], call[2])),
    ];

    /// <summary>Unifies axes that meet from the last one back; an axis of size 1 takes what it is repeated along.</summary>
    public static AxisFactor[][] Broadcast(AxisFlow flow, IEnumerable<AxisFactor[][]> values, int rank)
    {
        var result = Enumerable.Range(0, rank).Select(_ => Array.Empty<AxisFactor>()).ToArray();
        foreach (var axes in values)
        {
            for (var i = 1; i <= axes.Length; i++)
            {
                result[^i] = flow.Unify(result[^i], axes[^i]);
            }
        }

        return result;
    }

    private static KeyValuePair<string, OnnxOperator> Of(string name, Func<Tensor, Tensor, Tensor> run) => Of(name, call => run(call[0], call[1]));

    private static KeyValuePair<string, OnnxOperator> Of(string name, Func<OnnxCall, Tensor> run) => KeyValuePair.Create(name, new OnnxOperator(
        call =>
        {
            _ = OnnxCall.Broadcast(call.All.Select(tensor => tensor.shape));
            return [run(call).alias()];
        },
        flow => flow.Outputs[0] = Broadcast(flow, Enumerable.Range(0, flow.Count).Where(flow.Has).Select(flow.Axes), flow.OutputShape().Length)));

    // Whole numbers are divided towards zero, as in C.
    private static Tensor Quotient(Tensor a, Tensor b) => a.is_floating_point() ? a / b : a.div(b, RoundingMode.trunc);
}
