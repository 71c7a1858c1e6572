using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ResearchKit.Onnx;

/// <summary>Convolutions: input channels move with the weight's second axis, output channels with its first; places in the image stay.</summary>
internal static class ConvolutionOperators
{
    private const string Places = "neighbouring places of an image are not exchangeable";

    public static IEnumerable<KeyValuePair<string, OnnxOperator>> All { get; } =
    [
        KeyValuePair.Create("Conv", new OnnxOperator(Conv, FlowConv)),
        KeyValuePair.Create("ConvTranspose", new OnnxOperator(ConvTranspose, FlowTranspose)),
    ];

    private static Tensor[] Conv(OnnxCall call)
    {
        var (input, weight) = (call[0], call[1]);
        var groups = Groups(call.Attributes, weight.shape);
        var window = WindowSettings.Of(call.Attributes, input.shape, weight.shape[2..]);
        var padding = window.Before;
        if (!window.IsSymmetric)
        {
            input = functional.pad(input, window.Padding);
            padding = new long[padding.Length];
        }

        _ = OnnxCall.Bounded([input.shape[0], weight.shape[0], .. input.shape[2..].Zip(padding, (size, pad) => size + (2 * pad))]);
        return
        [
            weight.dim() == 3
                ? functional.conv1d(input, weight, call.Optional(2), window.Strides[0], padding[0], window.Dilations[0], groups)
                : functional.conv2d(input, weight, call.Optional(2), window.Strides, padding, window.Dilations, groups),
        ];
    }

    private static void FlowConv(AxisFlow flow)
    {
        var (input, weight) = (flow.Axes(0), flow.Axes(1));
        var groups = Groups(flow.Attributes, flow.Shape(1));
        for (var axis = 2; axis < input.Length; axis++)
        {
            flow.Fix(input[axis], Places);
            flow.Fix(weight[axis], Places);
        }

        if (groups == 1)
        {
            flow.Unify(input[1], weight[1]);
        }
        else
        {
            FlowGroups(flow, input[1], weight, groups);
        }

        var channels = flow.Has(2) ? flow.Unify(weight[0], flow.Axes(2)[0]) : weight[0];
        flow.Outputs[0] = [input[0], channels, .. flow.OutputShape()[2..].Select(size => flow.Fixed(size, Places))];
    }

    // Whole groups may move, with their inputs and outputs; within a group, the inputs of all groups alike.
    private static void FlowGroups(AxisFlow flow, AxisFactor[] input, AxisFactor[][] weight, long groups)
    {
        var inputs = AxisFlow.Divide(input, flow.Shape(1)[1]);
        var outputs = AxisFlow.Divide(weight[0], flow.Shape(1)[0] / groups);
        if (inputs is null || outputs is null)
        {
            flow.Fix(input, "groups of a convolution cut through what moves together");
            flow.Fix(weight[0], "groups of a convolution cut through what moves together");
            flow.Fix(weight[1], "groups of a convolution cut through what moves together");
            return;
        }

        flow.Unify(inputs.Value.Outer, outputs.Value.Outer);
        flow.Unify(inputs.Value.Inner, weight[1]);
    }

    private static Tensor[] ConvTranspose(OnnxCall call)
    {
        var (input, weight) = (call[0], call[1]);
        var groups = Groups(call.Attributes, weight.shape);
        var window = WindowSettings.Of(call.Attributes, input.shape, weight.shape[2..]);
        var more = call.Attributes.Ints("output_padding") ?? [0, 0];
        if (weight.dim() != 4 || !window.IsSymmetric || call.Attributes.Has("output_shape") || more.Length != 2 || more.Any(size => size is < 0 or > 1 << 16))
        {
            throw new NotSupportedException("a transposed convolution with these settings; the kit knows those over two axes with equal padding and without output_shape");
        }

        _ = OnnxCall.Bounded([input.shape[0], checked(weight.shape[1] * groups), .. Enumerable.Range(0, 2).Select(i => checked(((input.shape[i + 2] - 1) * window.Strides[i]) + (window.Kernel[i] * window.Dilations[i]) + more[i]))]);
        return [functional.conv_transpose2d(input, weight, call.Optional(2), window.Strides, window.Before, more, window.Dilations, groups)];
    }

    private static void FlowTranspose(AxisFlow flow)
    {
        var (input, weight) = (flow.Axes(0), flow.Axes(1));
        foreach (var axis in input[2..].Concat(weight[2..]))
        {
            flow.Fix(axis, Places);
        }

        AxisFactor[] channels;
        if (flow.Attributes.Int("group", 1) == 1)
        {
            flow.Unify(input[1], weight[0]);
            channels = flow.Has(2) ? flow.Unify(weight[1], flow.Axes(2)[0]) : weight[1];
        }
        else
        {
            const string Grouped = "groups of a transposed convolution";
            flow.Fix(input[1], Grouped);
            flow.FixInput(1, Grouped);
            flow.FixInput(2, Grouped);
            channels = flow.Fixed(flow.OutputShape()[1], Grouped);
        }

        flow.Outputs[0] = [input[0], channels, .. flow.OutputShape()[2..].Select(size => flow.Fixed(size, Places))];
    }

    private static long Groups(OnnxAttributes attributes, long[] weight)
    {
        var groups = attributes.Int("group", 1);
        return groups >= 1 && weight.Length >= 3 && weight[0] % groups == 0 && weight.All(size => size >= 1)
            ? groups
            : throw new InvalidDataException($"{groups} groups do not fit a weight of shape [{string.Join(", ", weight)}]");
    }
}
