using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ResearchKit.Onnx;

/// <summary>Pooling: samples and channels pass through; places in the image stay.</summary>
internal static class PoolingOperators
{
    private const string Places = "neighbouring places of an image are not exchangeable";

    public static IEnumerable<KeyValuePair<string, OnnxOperator>> All { get; } =
    [
        KeyValuePair.Create("MaxPool", new OnnxOperator(call => [OverPlanes(call, Max)], FlowWindow)),
        KeyValuePair.Create("AveragePool", new OnnxOperator(call => [OverPlanes(call, Average)], FlowWindow)),
        KeyValuePair.Create("GlobalAveragePool", new OnnxOperator(call => [call[0].mean(Spatial(call[0]), keepdim: true)], FlowGlobal)),
        KeyValuePair.Create("GlobalMaxPool", new OnnxOperator(call => [call[0].amax(Spatial(call[0]), keepdim: true)], FlowGlobal)),
    ];

    private static long[] Spatial(Tensor tensor) => tensor.dim() > 2
        ? [.. Enumerable.Range(2, (int)tensor.dim() - 2).Select(axis => (long)axis)]
        : throw new InvalidDataException("expected samples, channels and places");

    // A window over one axis is one over two whose first has size 1.
    private static Tensor OverPlanes(OnnxCall call, Func<OnnxCall, Tensor, WindowSettings, Tensor> pool)
    {
        var kernel = call.Attributes.Ints("kernel_shape") ?? throw new InvalidDataException("there is no kernel_shape");
        var window = WindowSettings.Of(call.Attributes, call[0].shape, kernel);
        if (kernel.Length == 2)
        {
            return pool(call, call[0], window);
        }

        var wide = new WindowSettings([1, .. window.Kernel], [1, .. window.Strides], [1, .. window.Dilations], [0, .. window.Before], [0, .. window.After]);
        return pool(call, call[0].unsqueeze(2), wide).squeeze(2);
    }

    private static Tensor Max(OnnxCall call, Tensor input, WindowSettings window)
    {
        var padding = window.Before;
        if (!window.IsSymmetric || padding.Zip(window.Kernel).Any(pair => pair.First > pair.Second / 2))
        {
            input = functional.pad(input, window.Padding, value: double.NegativeInfinity);
            padding = [0, 0];
        }

        return functional.max_pool2d(input, window.Kernel, window.Strides, padding, window.Dilations, call.Attributes.Int("ceil_mode", 0) != 0);
    }

    // The sum of a window over the number of elements that count: without padding, unless the node says otherwise.
    private static Tensor Average(OnnxCall call, Tensor input, WindowSettings window)
    {
        if (window.Dilations.Any(dilation => dilation != 1))
        {
            throw new NotSupportedException("average pooling with dilation");
        }

        var ceiling = call.Attributes.Int("ceil_mode", 0) != 0;
        var padded = functional.pad(input, window.Padding);
        var ones = ones_like(input);
        var counted = call.Attributes.Int("count_include_pad", 0) != 0 ? functional.pad(ones, window.Padding, value: 1) : functional.pad(ones, window.Padding);
        return functional.avg_pool2d(padded, window.Kernel, window.Strides, [0, 0], ceiling) / functional.avg_pool2d(counted, window.Kernel, window.Strides, [0, 0], ceiling);
    }

    private static void FlowWindow(AxisFlow flow)
    {
        var input = flow.Axes(0);
        foreach (var axis in input[2..])
        {
            flow.Fix(axis, Places);
        }

        flow.Outputs[0] = [input[0], input[1], .. flow.OutputShape()[2..].Select(size => flow.Fixed(size, Places))];
    }

    private static void FlowGlobal(AxisFlow flow) => flow.Outputs[0] = [flow.Axes(0)[0], flow.Axes(0)[1], .. flow.OutputShape()[2..].Select(_ => Array.Empty<AxisFactor>())];
}
