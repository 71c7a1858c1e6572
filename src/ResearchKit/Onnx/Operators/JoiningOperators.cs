using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ResearchKit.Onnx;

/// <summary>Operators that put tensors end to end, or something around one.</summary>
internal static class JoiningOperators
{
    public static IEnumerable<KeyValuePair<string, OnnxOperator>> All { get; } =
    [
        KeyValuePair.Create("Concat", new OnnxOperator(Concat, FlowConcat)),
        KeyValuePair.Create("Pad", new OnnxOperator(Pad, FlowPad)),
    ];

    private static Tensor[] Concat(OnnxCall call)
    {
        var tensors = call.All.ToArray();
        if (tensors.Length == 0)
        {
            throw new InvalidDataException("there is nothing to put end to end");
        }

        var axis = OnnxCall.Axis(call.Attributes.Int("axis", 0), (int)tensors[0].dim());
        return [cat(tensors, axis)];
    }

    // Parts end to end: what is inside each part may move, alike in all; the parts themselves stay.
    private static void FlowConcat(AxisFlow flow)
    {
        const string Joined = "parts of different sizes are put end to end";
        var rank = flow.Shape(0).Length;
        var axis = OnnxCall.Axis(flow.Attributes.Int("axis", 0), rank);
        var parts = Enumerable.Range(0, flow.Count).Where(flow.Has).ToArray();
        var result = ArithmeticOperators.Broadcast(flow, parts.Select(part => flow.Axes(part).Select((own, i) => i == axis ? [] : own).ToArray()), rank);
        var size = flow.OutputShape()[axis];
        var inner = parts.Select(part => flow.Shape(part)[axis]).Aggregate(0L, (a, b) => (long)System.Numerics.BigInteger.GreatestCommonDivisor(a, b));
        AxisFactor[] shared = [];
        var fits = inner > 0;
        foreach (var part in parts)
        {
            if (AxisFlow.Divide(flow.Axes(part)[axis], Math.Max(1, inner)) is { } divided)
            {
                flow.Fix(divided.Outer, Joined);
                shared = flow.Unify(shared, divided.Inner);
            }
            else
            {
                fits = false;
            }
        }

        if (!fits)
        {
            foreach (var part in parts)
            {
                flow.Fix(flow.Axes(part)[axis], Joined);
            }
        }

        result[axis] = parts.Length == 1 ? flow.Axes(parts[0])[axis] : fits ? [.. flow.Fixed(size / inner, Joined), .. shared] : flow.Fixed(size, Joined);
        flow.Outputs[0] = result;
    }

    private static Tensor[] Pad(OnnxCall call)
    {
        var rank = (int)call[0].dim();
        var pads = Pads(call.OperatorSet < 11 ? call.Attributes.Ints("pads") : call.Ints(1), call.OptionalInts(3), rank);
        var value = call.OperatorSet < 11 ? call.Attributes.Real("value", 0) : call.Optional(2)?.to_type(ScalarType.Float64).reshape(-1)[0].ToDouble() ?? 0;
        if (call.Attributes.Text("mode", "constant") != "constant")
        {
            throw new NotSupportedException($"padding in the mode '{call.Attributes.Text("mode", string.Empty)}'; the kit knows 'constant'");
        }

        _ = OnnxCall.Bounded([.. call[0].shape.Select((size, axis) => size + pads[axis].Before + pads[axis].After)]);
        return [functional.pad(call[0], [.. pads.Reverse().SelectMany(pad => new[] { pad.Before, pad.After })], value: value)];
    }

    private static void FlowPad(AxisFlow flow)
    {
        const string Padded = "something is put before or after it";
        var pads = Pads(flow.OperatorSet < 11 ? flow.Attributes.Ints("pads") : flow.Ints(1), flow.Ints(3), flow.Shape(0).Length);
        flow.Outputs[0] = [.. flow.Axes(0).Select((axis, i) =>
        {
            if (pads[i] is (0, 0))
            {
                return axis;
            }

            flow.Fix(axis, Padded);
            return flow.Fixed(flow.OutputShape()[i], Padded);
        })];
    }

    private static (long Before, long After)[] Pads(long[]? pads, long[]? axes, int rank)
    {
        var which = axes is null ? [.. Enumerable.Range(0, rank)] : axes.Select(axis => OnnxCall.Axis(axis, rank)).ToArray();
        if (pads is null || pads.Length != 2 * which.Length || pads.Any(pad => pad is < -OnnxCall.MaxElements or > OnnxCall.MaxElements))
        {
            throw new InvalidDataException($"pads [{string.Join(", ", pads ?? [])}] do not fit an input of {rank} axes");
        }

        var result = new (long, long)[rank];
        for (var i = 0; i < which.Length; i++)
        {
            result[which[i]] = (pads[i], pads[i + which.Length]);
        }

        return result;
    }
}
