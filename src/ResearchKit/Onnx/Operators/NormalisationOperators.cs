using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ResearchKit.Onnx;

/// <summary>Normalisations and softmax: symmetric in what they sum over; scale and shift move with the channels.</summary>
internal static class NormalisationOperators
{
    public static IEnumerable<KeyValuePair<string, OnnxOperator>> All { get; } =
    [
        KeyValuePair.Create("BatchNormalization", new OnnxOperator(BatchNorm, flow => FlowChannels(flow, 4))),
        KeyValuePair.Create("InstanceNormalization", new OnnxOperator(InstanceNorm, FlowInstance)),
        KeyValuePair.Create("LayerNormalization", new OnnxOperator(LayerNorm, FlowLast)),
        KeyValuePair.Create("RMSNormalization", new OnnxOperator(RootMeanSquare, FlowLast)),
        KeyValuePair.Create("SimplifiedLayerNormalization", new OnnxOperator(RootMeanSquare, FlowLast)),
        KeyValuePair.Create("LpNormalization", new OnnxOperator(Unit, FlowAlong)),
        KeyValuePair.Create("Softmax", new OnnxOperator(call => [Softmax(call, logarithm: false)], FlowSoftmax)),
        KeyValuePair.Create("LogSoftmax", new OnnxOperator(call => [Softmax(call, logarithm: true)], FlowSoftmax)),
    ];

    private static Tensor[] BatchNorm(OnnxCall call)
    {
        if (call.Attributes.Int("training_mode", 0) != 0)
        {
            throw new NotSupportedException("batch normalisation in training mode; export the network in evaluation mode");
        }

        return [functional.batch_norm(call[0], call[3], call[4], call[1], call[2], training: false, eps: call.Attributes.Real("epsilon", 1e-5))];
    }

    private static Tensor[] InstanceNorm(OnnxCall call) => [functional.instance_norm(call[0], weight: call[1], bias: call[2], eps: call.Attributes.Real("epsilon", 1e-5))];

    private static void FlowChannels(AxisFlow flow, int parameters)
    {
        var input = flow.Axes(0);
        var channels = input[1];
        for (var i = 1; i <= parameters; i++)
        {
            channels = flow.Unify(channels, flow.Axes(i)[0]);
        }

        flow.Outputs[0] = [input[0], channels, .. input[2..]];
    }

    private static void FlowInstance(AxisFlow flow)
    {
        flow.Mix(axis => axis >= 2);
        FlowChannels(flow, 2);
    }

    private static Tensor[] LayerNorm(OnnxCall call)
    {
        var input = call[0];
        var last = Last(call.Attributes, input);
        var mean = input.mean(last, keepdim: true);
        var centred = input - mean;
        var scale = (centred.square().mean(last, keepdim: true) + call.Attributes.Real("epsilon", 1e-5)).rsqrt();
        var result = centred * scale * call[1];
        return [call.Optional(2) is { } bias ? result + bias : result, mean, scale];
    }

    private static Tensor[] RootMeanSquare(OnnxCall call)
    {
        var scale = (call[0].square().mean(Last(call.Attributes, call[0]), keepdim: true) + call.Attributes.Real("epsilon", 1e-5)).rsqrt();
        return [call[0] * scale * call[1], scale];
    }

    private static long[] Last(OnnxAttributes attributes, Tensor input)
    {
        var rank = (int)input.dim();
        var first = OnnxCall.Axis(attributes.Int("axis", -1), rank);
        return [.. Enumerable.Range(first, rank - first).Select(axis => (long)axis)];
    }

    private static void FlowLast(AxisFlow flow)
    {
        var rank = flow.Shape(0).Length;
        var first = OnnxCall.Axis(flow.Attributes.Int("axis", -1), rank);
        flow.Mix(axis => axis >= first);
        var parameters = Enumerable.Range(0, Math.Min(3, flow.Count)).Where(flow.Has).Select(flow.Axes);
        flow.Outputs[0] = ArithmeticOperators.Broadcast(flow, parameters, rank);
        for (var output = 1; output < flow.Outputs.Length; output++)
        {
            flow.Outputs[output] = [.. flow.Outputs[0]!.Select((axis, i) => i < first ? axis : [])];
        }
    }

    private static Tensor[] Unit(OnnxCall call)
    {
        var axis = OnnxCall.Axis(call.Attributes.Int("axis", -1), (int)call[0].dim());
        var length = call.Attributes.Int("p", 2) switch
        {
            1 => call[0].abs().sum([axis], keepdim: true),
            2 => call[0].square().sum([axis], keepdim: true).sqrt(),
            var p => throw new InvalidDataException($"p = {p}; expected 1 or 2"),
        };
        return [call[0] / length];
    }

    private static void FlowAlong(AxisFlow flow)
    {
        var along = OnnxCall.Axis(flow.Attributes.Int("axis", -1), flow.Shape(0).Length);
        flow.Mix(axis => axis == along);
        ElementwiseOperators.PassOn(flow);
    }

    private static void FlowSoftmax(AxisFlow flow)
    {
        var first = OnnxCall.Axis(flow.Attributes.Int("axis", flow.OperatorSet < 13 ? 1 : -1), flow.Shape(0).Length);
        flow.Mix(axis => flow.OperatorSet < 13 ? axis >= first : axis == first);
        ElementwiseOperators.PassOn(flow);
    }

    // Up to version 12, all axes from the given one on are one.
    private static Tensor Softmax(OnnxCall call, bool logarithm)
    {
        var input = call[0];
        var axis = OnnxCall.Axis(call.Attributes.Int("axis", call.OperatorSet < 13 ? 1 : -1), (int)input.dim());
        var flat = call.OperatorSet < 13 ? input.reshape([.. input.shape[..axis], -1]) : input;
        var result = logarithm ? functional.log_softmax(flat, axis) : functional.softmax(flat, axis);
        return result.reshape(input.shape);
    }
}
