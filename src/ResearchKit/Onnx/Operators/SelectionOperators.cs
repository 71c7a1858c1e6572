using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Onnx;

/// <summary>Operators that pick elements along an axis.</summary>
internal static class SelectionOperators
{
    public static IEnumerable<KeyValuePair<string, OnnxOperator>> All { get; } =
    [
        KeyValuePair.Create("Gather", new OnnxOperator(Gather, FlowGather)),
        KeyValuePair.Create("Slice", new OnnxOperator(Slice, FlowSlice)),
        KeyValuePair.Create("Split", new OnnxOperator(Split, FlowSplit)),
        KeyValuePair.Create("Trilu", new OnnxOperator(Triangle, FlowTriangle)),
    ];

    private static Tensor[] Gather(OnnxCall call)
    {
        var (data, indices) = (call[0], call[1].to_type(ScalarType.Int64));
        var axis = OnnxCall.Axis(call.Attributes.Int("axis", 0), (int)data.dim());
        var flat = indices.reshape(-1);
        flat = where(flat.lt(0), flat + data.shape[axis], flat);
        long[] shape = [.. data.shape[..axis], .. indices.shape, .. data.shape[(axis + 1)..]];
        return [data.index_select(axis, flat).reshape(OnnxCall.Bounded(shape))];
    }

    private static void FlowGather(AxisFlow flow)
    {
        var data = flow.Axes(0);
        var axis = OnnxCall.Axis(flow.Attributes.Int("axis", 0), data.Length);
        flow.Fix(data[axis], "its places are looked up by number");
        flow.Outputs[0] = [.. data[..axis], .. flow.Axes(1), .. data[(axis + 1)..]];
    }

    private static Tensor[] Slice(OnnxCall call)
    {
        var result = call[0];
        foreach (var (axis, start, count, step) in Cuts(call.OperatorSet < 10
            ? (call.Attributes.Ints("starts"), call.Attributes.Ints("ends"), call.Attributes.Ints("axes"), null)
            : (call.OptionalInts(1), call.OptionalInts(2), call.OptionalInts(3), call.OptionalInts(4)), result.shape))
        {
            result = step == 1 ? result.narrow(axis, start, count) : result.index_select(axis, start + (step * arange(count, ScalarType.Int64)));
        }

        return [result.alias()];
    }

    private static void FlowSlice(AxisFlow flow)
    {
        var settings = flow.OperatorSet < 10
            ? (flow.Attributes.Ints("starts"), flow.Attributes.Ints("ends"), flow.Attributes.Ints("axes"), null)
            : (flow.Ints(1), flow.Ints(2), flow.Ints(3), flow.Ints(4));
        AxisFactor[][] axes = [.. flow.Axes(0)];
        foreach (var (axis, start, count, step) in Cuts(settings, flow.Shape(0)))
        {
            if (step != 1 || count == 0)
            {
                flow.Fix(axes[axis], "every other place of it is taken");
                axes[axis] = flow.Fixed(count, "every other place of an axis is taken");
            }
            else if (count != flow.Shape(0)[axis])
            {
                axes[axis] = Part(flow, axes[axis], flow.Shape(0)[axis], count, Divisor(Divisor(start, count), flow.Shape(0)[axis]));
            }
        }

        flow.Outputs[0] = axes;
    }

    /// <summary>Where each cut begins, how many places it takes, and how far apart they are.</summary>
    private static IEnumerable<(int Axis, long Start, long Count, long Step)> Cuts((long[]? Starts, long[]? Ends, long[]? Axes, long[]? Steps) settings, long[] shape)
    {
        var (starts, ends) = (settings.Starts ?? throw new InvalidDataException("there are no starts"), settings.Ends ?? throw new InvalidDataException("there are no ends"));
        var axes = settings.Axes ?? [.. Enumerable.Range(0, starts.Length).Select(i => (long)i)];
        var steps = settings.Steps ?? [.. starts.Select(_ => 1L)];
        if (ends.Length != starts.Length || axes.Length != starts.Length || steps.Length != starts.Length || axes.Distinct().Count() != axes.Length)
        {
            throw new InvalidDataException($"{starts.Length} starts, {ends.Length} ends, {axes.Length} axes and {steps.Length} steps do not fit");
        }

        for (var i = 0; i < starts.Length; i++)
        {
            var axis = OnnxCall.Axis(axes[i], shape.Length);
            var (size, step) = (shape[axis], steps[i]);
            if (step is 0 or long.MinValue)
            {
                throw new InvalidDataException($"a step of {step} leads nowhere");
            }

            var (low, high) = step > 0 ? (0L, size) : (-1L, size - 1);
            var start = Math.Clamp(starts[i] < 0 ? starts[i] + size : starts[i], step > 0 ? 0 : Math.Min(0, high), Math.Max(0, high));
            var end = Math.Clamp(ends[i] < 0 ? ends[i] + size : ends[i], low, Math.Max(low, high));
            var length = step > 0 ? end - start : start - end;
            var count = size == 0 || length <= 0 ? 0 : ((length - 1) / Math.Abs(step)) + 1;
            yield return (axis, count == 0 ? 0 : start, count, step);
        }
    }

    private static Tensor[] Split(OnnxCall call)
    {
        var axis = OnnxCall.Axis(call.Attributes.Int("axis", 0), (int)call[0].dim());
        var size = call[0].shape[axis];
        var given = call.OperatorSet < 13 ? call.Attributes.Ints("split") : call.OptionalInts(1);
        var parts = Math.Max(1, call.Node.Outputs.Count);
        var each = (size + parts - 1) / parts;
        var sizes = given ?? [.. Enumerable.Range(0, parts).Select(i => Math.Max(0, Math.Min(each, size - (i * each))))];
        if (sizes.Any(part => part < 0 || part > size) || sizes.Sum() != size)
        {
            throw new InvalidDataException($"parts of [{string.Join(", ", sizes)}] do not make up the {size} places of axis {axis}");
        }

        var start = 0L;
        return [.. sizes.Select(part => call[0].narrow(axis, (start += part) - part, part))];
    }

    private static void FlowSplit(AxisFlow flow)
    {
        _ = flow.Ints(1);
        var axis = OnnxCall.Axis(flow.Attributes.Int("axis", 0), flow.Shape(0).Length);
        var size = flow.Shape(0)[axis];
        var sizes = Enumerable.Range(0, flow.Outputs.Length).Select(output => flow.OutputShape(output)[axis]).ToArray();
        var inner = sizes.Aggregate(size, Divisor);
        for (var output = 0; output < sizes.Length; output++)
        {
            AxisFactor[][] axes = [.. flow.Axes(0)];
            axes[axis] = sizes[output] == size ? axes[axis] : Part(flow, axes[axis], size, sizes[output], inner);
            flow.Outputs[output] = axes;
        }
    }

    /// <summary>The axis of a part of consecutive places: the outer factor is cut and cannot move, the inner one is the same in every part.</summary>
    private static AxisFactor[] Part(AxisFlow flow, AxisFactor[] axis, long size, long count, long inner)
    {
        const string Cut = "it is cut into parts";
        if (AxisFlow.Divide(axis, Math.Max(1, inner)) is not { } divided)
        {
            flow.Fix(axis, Cut);
            return flow.Fixed(count, Cut);
        }

        flow.Fix(divided.Outer, Cut);
        return count == 0 || size == 0 ? flow.Fixed(count, Cut) : [.. flow.Fixed(count / Math.Max(1, inner), Cut), .. divided.Inner];
    }

    private static Tensor[] Triangle(OnnxCall call)
    {
        if (call[0].dim() < 2)
        {
            throw new InvalidDataException("expected matrices");
        }

        var diagonal = call.OptionalInts(1) is [var k, ..] ? Math.Clamp(k, -OnnxCall.MaxElements, OnnxCall.MaxElements) : 0;
        return [call.Attributes.Int("upper", 1) != 0 ? call[0].triu(diagonal) : call[0].tril(diagonal)];
    }

    private static void FlowTriangle(AxisFlow flow)
    {
        _ = flow.Ints(1);
        foreach (var axis in flow.Axes(0)[^2..])
        {
            flow.Fix(axis, "a triangle of it is cut off");
        }

        flow.Outputs[0] = flow.Axes(0);
    }

    private static long Divisor(long a, long b)
    {
        while (b != 0)
        {
            (a, b) = (b, a % b);
        }

        return a;
    }
}
