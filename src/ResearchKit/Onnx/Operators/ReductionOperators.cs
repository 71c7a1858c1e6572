using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Onnx;

/// <summary>Sums, means and extremes over axes: symmetric in what they reduce, so that it may move.</summary>
internal static class ReductionOperators
{
    public static IEnumerable<KeyValuePair<string, OnnxOperator>> All { get; } =
    [
        Of("ReduceSum", 13, (x, axes, keep) => x.sum(axes, keep)),
        Of("ReduceMean", 18, (x, axes, keep) => x.mean(axes, keep)),
        Of("ReduceMax", 18, (x, axes, keep) => x.amax(axes, keep)),
        Of("ReduceMin", 18, (x, axes, keep) => x.amin(axes, keep)),
        Of("ReduceL1", 18, (x, axes, keep) => x.abs().sum(axes, keep)),
        Of("ReduceL2", 18, (x, axes, keep) => x.square().sum(axes, keep).sqrt()),
        Of("ReduceSumSquare", 18, (x, axes, keep) => x.square().sum(axes, keep)),
        Of("ReduceLogSum", 18, (x, axes, keep) => x.sum(axes, keep).log()),
        KeyValuePair.Create("ArgMax", new OnnxOperator(call => [Place(call, largest: true)], FlowPlace)),
        KeyValuePair.Create("ArgMin", new OnnxOperator(call => [Place(call, largest: false)], FlowPlace)),
        KeyValuePair.Create("CumSum", new OnnxOperator(Cumulative, FlowCumulative)),
    ];

    private static KeyValuePair<string, OnnxOperator> Of(string name, int axesAreInput, Func<Tensor, long[], bool, Tensor> run) => KeyValuePair.Create(name, new OnnxOperator(
        call =>
        {
            var given = call.OperatorSet >= axesAreInput ? call.OptionalInts(1) : call.Attributes.Ints("axes");
            var axes = Axes(given, call.Attributes, (int)call[0].dim());
            return [axes.Count == 0 ? call[0].alias() : run(call[0], [.. axes.Select(axis => (long)axis)], call.Attributes.Int("keepdims", 1) != 0)];
        },
        flow =>
        {
            var given = flow.OperatorSet >= axesAreInput ? flow.Ints(1) : flow.Attributes.Ints("axes");
            Flow(flow, Axes(given, flow.Attributes, flow.Shape(0).Length));
        }));

    private static SortedSet<int> Axes(long[]? given, OnnxAttributes attributes, int rank) => given is null or []
        ? attributes.Int("noop_with_empty_axes", 0) != 0 ? [] : [.. Enumerable.Range(0, rank)]
        : [.. given.Select(axis => OnnxCall.Axis(axis, rank))];

    private static void Flow(AxisFlow flow, SortedSet<int> axes)
    {
        var keep = flow.Attributes.Int("keepdims", 1) != 0;
        flow.Outputs[0] = [.. flow.Axes(0).Select((axis, i) => (axis, i)).Where(pair => keep || !axes.Contains(pair.i)).Select(pair => axes.Contains(pair.i) ? [] : pair.axis)];
    }

    private static Tensor Place(OnnxCall call, bool largest)
    {
        var axis = OnnxCall.Axis(call.Attributes.Int("axis", 0), (int)call[0].dim());
        if (call.Attributes.Int("select_last_index", 0) != 0)
        {
            throw new NotSupportedException("the last of several extremes");
        }

        var keep = call.Attributes.Int("keepdims", 1) != 0;
        return largest ? call[0].argmax(axis, keep) : call[0].argmin(axis, keep);
    }

    private static void FlowPlace(AxisFlow flow)
    {
        var axis = OnnxCall.Axis(flow.Attributes.Int("axis", 0), flow.Shape(0).Length);
        flow.Fix(flow.Axes(0)[axis], "places along it are a result");
        Flow(flow, [axis]);
    }

    private static Tensor[] Cumulative(OnnxCall call)
    {
        if (call.Attributes.Int("exclusive", 0) != 0 || call.Attributes.Int("reverse", 0) != 0)
        {
            throw new NotSupportedException("running sums that are exclusive or reversed");
        }

        return call.Ints(1) is [var axis] ? [call[0].cumsum(OnnxCall.Axis(axis, (int)call[0].dim()))] : throw new InvalidDataException("expected one axis");
    }

    private static void FlowCumulative(AxisFlow flow)
    {
        foreach (var axis in flow.Ints(1) ?? [])
        {
            flow.Fix(flow.Axes(0)[OnnxCall.Axis(axis, flow.Shape(0).Length)], "it is summed in order");
        }

        flow.Outputs[0] = flow.Axes(0);
    }
}
