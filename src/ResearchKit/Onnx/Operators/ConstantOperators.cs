using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Onnx;

/// <summary>Operators whose results depend on sizes alone, so that no permutation of axes changes them.</summary>
internal static class ConstantOperators
{
    private static readonly HashSet<string> OfSizes = ["Shape", "Size"];

    public static IEnumerable<KeyValuePair<string, OnnxOperator>> All { get; } =
    [
        KeyValuePair.Create("Shape", new OnnxOperator(Shape, Stay)),
        KeyValuePair.Create("Size", new OnnxOperator(call => [tensor(call[0].numel())], Stay)),
        KeyValuePair.Create("ConstantOfShape", new OnnxOperator(Filled, FlowFilled)),
        KeyValuePair.Create("Range", new OnnxOperator(Range, Stay)),
    ];

    /// <summary>Whether a node's results are the same whatever its inputs hold.</summary>
    public static bool DependsOnSizesAlone(OnnxNode node) => node.Domain.Length == 0 && OfSizes.Contains(node.Operator);

    private static Tensor[] Shape(OnnxCall call)
    {
        var shape = call[0].shape;
        var start = Bound(call.Attributes.Int("start", 0), shape.Length);
        var end = Bound(call.Attributes.Int("end", shape.Length), shape.Length);
        return [tensor(start < end ? shape[start..end] : [], ScalarType.Int64)];
    }

    private static int Bound(long index, int rank) => (int)Math.Clamp(index < 0 ? index + rank : index, 0, rank);

    private static Tensor[] Filled(OnnxCall call)
    {
        var shape = OnnxCall.Bounded(call.Ints(0));
        return [call.Attributes.Tensor("value") is { } value
            ? value.numel() == 1 ? Widened(value).reshape(-1)[0].expand(shape) : throw new InvalidDataException("the value has several elements")
            : zeros(shape)];
    }

    private static Tensor Widened(Tensor value) => OnnxInterpreter.IsHalf(value.dtype) ? value.to_type(ScalarType.Float32) : value;

    private static void FlowFilled(AxisFlow flow)
    {
        _ = flow.Ints(0);
        flow.Outputs[0] = [.. flow.OutputShape().Select(AxisFlow.Free)];
    }

    private static Tensor[] Range(OnnxCall call)
    {
        var (start, limit, step) = (Number(call[0]), Number(call[1]), Number(call[2]));
        var count = Math.Max(0, Math.Ceiling((limit - start) / step));
        if (!(count <= OnnxCall.MaxElements))
        {
            throw new InvalidDataException($"the numbers from {start} to {limit} in steps of {step} are too many");
        }

        return [(call[0].reshape(-1)[0] + (call[2].reshape(-1)[0] * arange((long)count, ScalarType.Int64))).to_type(call[0].dtype)];
    }

    private static double Number(Tensor tensor) => tensor.numel() == 1
        ? tensor.to_type(ScalarType.Float64).reshape(-1)[0].ToDouble()
        : throw new InvalidDataException($"expected a number, found [{string.Join(", ", tensor.shape)}]");

    private static void Stay(AxisFlow flow)
    {
        for (var i = 0; i < flow.Count; i++)
        {
            if (!DependsOnSizesAlone(flow.Node))
            {
                flow.FixInput(i, "it gives numbers");
            }
        }

        flow.Outputs[0] = [.. flow.OutputShape().Select(size => flow.Fixed(size, "its places are numbered"))];
    }
}
