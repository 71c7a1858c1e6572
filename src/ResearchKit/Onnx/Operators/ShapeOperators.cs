using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Onnx;

/// <summary>Operators that arrange the same elements in other axes.</summary>
internal static class ShapeOperators
{
    public static IEnumerable<KeyValuePair<string, OnnxOperator>> All { get; } =
    [
        KeyValuePair.Create("Reshape", new OnnxOperator(Reshape, FlowReshape)),
        KeyValuePair.Create("Flatten", new OnnxOperator(Flatten, FlowReshape)),
        KeyValuePair.Create("Transpose", new OnnxOperator(Transpose, FlowTranspose)),
        KeyValuePair.Create("Squeeze", new OnnxOperator(Squeeze, FlowReshape)),
        KeyValuePair.Create("Unsqueeze", new OnnxOperator(Unsqueeze, FlowReshape)),
        KeyValuePair.Create("Expand", new OnnxOperator(Expand, FlowExpand)),
        KeyValuePair.Create("Tile", new OnnxOperator(Tile, FlowTile)),
    ];

    private static Tensor[] Reshape(OnnxCall call)
    {
        var input = call[0];
        var shape = call.Ints(1);
        if (call.Attributes.Int("allowzero", 0) == 0)
        {
            for (var i = 0; i < shape.Length; i++)
            {
                shape[i] = shape[i] != 0 ? shape[i] : i < input.dim() ? input.shape[i] : throw new InvalidDataException($"size 0 of axis {i} stands for an axis that the input does not have");
            }
        }

        return [input.reshape(shape)];
    }

    private static Tensor[] Flatten(OnnxCall call)
    {
        var shape = call[0].shape;
        var given = call.Attributes.Int("axis", 1);
        var axis = given == shape.Length ? shape.Length : OnnxCall.Axis(given, shape.Length);
        return [call[0].reshape(Product(shape[..axis]), Product(shape[axis..]))];
    }

    private static Tensor[] Transpose(OnnxCall call) => [call[0].permute(Order(call.Attributes, (int)call[0].dim()))];

    private static void FlowTranspose(AxisFlow flow) =>
        flow.Outputs[0] = [.. Order(flow.Attributes, flow.Shape(0).Length).Select(axis => flow.Axes(0)[axis])];

    private static long[] Order(OnnxAttributes attributes, int rank)
    {
        var order = attributes.Ints("perm") ?? [.. Enumerable.Range(1, rank).Select(i => (long)(rank - i))];
        return order.Order().SequenceEqual(Enumerable.Range(0, rank).Select(i => (long)i))
            ? order
            : throw new InvalidDataException($"[{string.Join(", ", order)}] is no order of {rank} axes");
    }

    private static Tensor[] Squeeze(OnnxCall call)
    {
        var shape = call[0].shape;
        var given = call.OperatorSet >= 13 ? call.OptionalInts(1) : call.Attributes.Ints("axes");
        var axes = given is null ? [.. Enumerable.Range(0, shape.Length).Where(axis => shape[axis] == 1)] : given.Select(axis => OnnxCall.Axis(axis, shape.Length)).ToHashSet();
        return axes.FirstOrDefault(axis => shape[axis] != 1, -1) is >= 0 and var wrong
            ? throw new InvalidDataException($"axis {wrong} of size {shape[wrong]} cannot be dropped")
            : [call[0].reshape([.. shape.Where((_, axis) => !axes.Contains(axis))])];
    }

    private static Tensor[] Unsqueeze(OnnxCall call)
    {
        var given = (call.OperatorSet >= 13 ? call.Ints(1) : call.Attributes.Ints("axes")) ?? throw new InvalidDataException("there are no axes");
        var rank = (int)call[0].dim() + given.Length;
        var axes = given.Select(axis => OnnxCall.Axis(axis, rank)).ToHashSet();
        if (axes.Count != given.Length)
        {
            throw new InvalidDataException("an axis is given twice");
        }

        var sizes = new Queue<long>(call[0].shape);
        return [call[0].reshape([.. Enumerable.Range(0, rank).Select(axis => axes.Contains(axis) ? 1 : sizes.Dequeue())])];
    }

    /// <summary>The elements stay in order: the factors of all axes are dealt out anew, and split where a size asks for it.</summary>
    private static void FlowReshape(AxisFlow flow)
    {
        _ = flow.Ints(1);
        flow.Outputs[0] = Regroup(flow, flow.Axes(0), flow.OutputShape());
    }

    private static AxisFactor[][] Regroup(AxisFlow flow, AxisFactor[][] axes, long[] shape)
    {
        const string Cut = "a reshape cuts through what moves together";
        if (shape.Contains(0))
        {
            return [.. shape.Select(size => flow.Fixed(size, Cut))];
        }

        var left = new Stack<AxisFactor>(AxisFactor.Leaves(axes.SelectMany(axis => axis)).AsEnumerable().Reverse());
        var result = new AxisFactor[shape.Length][];
        for (var i = 0; i < shape.Length; i++)
        {
            var taken = new List<AxisFactor>();
            var need = shape[i];
            while (need > 1)
            {
                var next = left.Pop();
                var leaves = AxisFactor.Leaves([next]);
                if (leaves.Count != 1 || !ReferenceEquals(leaves[0], next))
                {
                    leaves.AsEnumerable().Reverse().ToList().ForEach(left.Push); // it was split further on
                }
                else if (need % next.Size == 0)
                {
                    taken.Add(next);
                    need /= next.Size;
                }
                else if (next.Size % need == 0)
                {
                    next.Split(need);
                    left.Push(next);
                }
                else
                {
                    left.Push(next);
                    flow.Fix(taken.Concat(left), Cut);
                    return [.. result[..i], .. shape[i..].Select(size => flow.Fixed(size, Cut))];
                }
            }

            result[i] = [.. taken];
        }

        return result;
    }

    private static Tensor[] Expand(OnnxCall call) => [call[0].expand(OnnxCall.Broadcast([call[0].shape, call.Ints(1)]))];

    // Copies of one element may change places.
    private static void FlowExpand(AxisFlow flow)
    {
        _ = flow.Ints(1);
        var (input, shape, given) = (flow.Axes(0), flow.OutputShape(), flow.Shape(0));
        var added = shape.Length - given.Length;
        flow.Outputs[0] = [.. shape.Select((size, i) => i >= added && given[i - added] == size ? input[i - added] : AxisFlow.Free(size))];
    }

    private static Tensor[] Tile(OnnxCall call)
    {
        var times = call.Ints(1);
        if (times.Length != call[0].dim() || times.Any(count => count is < 0 or > OnnxCall.MaxElements))
        {
            throw new InvalidDataException($"[{string.Join(", ", times)}] are no numbers of copies");
        }

        _ = OnnxCall.Bounded([.. times.Zip(call[0].shape, (count, size) => checked(count * size))]);
        return [call[0].repeat(times)];
    }

    private static void FlowTile(AxisFlow flow)
    {
        var times = flow.Ints(1)!;
        flow.Outputs[0] = [.. flow.Axes(0).Select((axis, i) => (AxisFactor[])[.. AxisFlow.Free(times[i]), .. axis])];
    }

    private static long Product(long[] sizes) => sizes.Aggregate(1L, (product, size) => product * size);
}
