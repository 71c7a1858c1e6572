using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Onnx;

/// <summary>Carries the axes of weights through a graph: which of them must move together, and which cannot move.</summary>
internal sealed class AxisPropagation
{
    private const int ShortList = 1 << 12;

    private readonly OnnxModel _model;
    private readonly OnnxTrace _trace;
    private readonly Dictionary<string, AxisValue> _values = new(StringComparer.Ordinal);
    private readonly HashSet<string> _statistics = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _sameAs = new(StringComparer.Ordinal);

    public AxisPropagation(OnnxModel model, OnnxTrace trace)
    {
        _model = model;
        _trace = trace;
        Parameters = model.StateDict();
        foreach (var (name, tensor) in Parameters)
        {
            _values[name] = new AxisValue(tensor.shape, [.. tensor.shape.Select(AxisFlow.Free)], null);
        }

        foreach (var input in model.Inputs)
        {
            Set(input.Name, [.. trace.Values[input.Name].shape.Select(size => Fixed(size, $"input '{input.Name}'"))]);
        }

        foreach (var node in model.Nodes)
        {
            if (trace.IsGap(node))
            {
                PassGap(node);
            }
            else if (!node.Outputs.All(trace.IsConstant))
            {
                Pass(node);
            }
        }

        foreach (var output in model.Outputs.Where(output => _values.ContainsKey(output.Name)))
        {
            Fix(_values[output.Name], $"output '{output.Name}'");
        }

        FixUnread();
    }

    /// <summary>The axes of all values that are followed.</summary>
    public IEnumerable<AxisFactor[][]> AllAxes => _values.Values.Select(value => value.Axes);

    /// <summary>Axes that are mixed for each place of others.</summary>
    public List<(AxisFactor[] Mixed, AxisFactor[] Others)> Mixtures { get; } = [];

    /// <summary>The weights.</summary>
    public IReadOnlyDictionary<string, Tensor> Parameters { get; }

    /// <summary>The weights that batch normalisation only keeps count with.</summary>
    public IReadOnlySet<string> Statistics => _statistics;

    /// <summary>The factors of the axes of a value, or null where it is not followed.</summary>
    public AxisFactor[][]? AxesOf(string name) => _values.TryGetValue(name, out var value) ? value.Axes : null;

    private void Pass(OnnxNode node)
    {
        var inputs = node.Inputs.Select(name => name.Length == 0 ? null : Value(name)).ToArray();
        var flow = new AxisFlow(node, _model.OperatorSet, inputs, [.. node.Outputs.Select(name => name.Length == 0 ? [] : _trace.Values[name].shape)]);
        OnnxOperators.Find(node)!.Flow(flow);
        Mixtures.AddRange(flow.Mixtures);
        for (var i = 0; i < node.Outputs.Count; i++)
        {
            if (node.Outputs[i].Length > 0)
            {
                Set(node.Outputs[i], [.. flow.OutputShape(i).Select((size, axis) => flow.Outputs[i]?[axis] ?? flow.Fixed(size, "the kit does not follow this output"))]);
            }
        }

        if (node.Operator == "Identity")
        {
            _sameAs[node.Outputs[0]] = _sameAs.GetValueOrDefault(node.Inputs[0], node.Inputs[0]);
        }
        else if (node.Operator == "BatchNormalization")
        {
            _statistics.UnionWith(node.Inputs.Skip(3).Select(name => _sameAs.GetValueOrDefault(name, name)).Where(Parameters.ContainsKey));
        }
    }

    private void PassGap(OnnxNode node)
    {
        foreach (var name in _trace.Edge(node))
        {
            if (!_trace.IsConstant(name))
            {
                Fix(Value(name), $"it goes into {node}, which the kit cannot follow");
            }
        }

        foreach (var output in node.Outputs.Where(_trace.Values.ContainsKey))
        {
            Set(output, [.. _trace.Values[output].shape.Select(size => Fixed(size, $"it comes from {node}, which the kit cannot follow"))]);
        }
    }

    // A weight that nothing reads could be permuted in any way; that would say nothing about the network.
    private void FixUnread()
    {
        var read = _model.Nodes.SelectMany(node => node.Inputs.Concat(node.Captured)).Concat(_model.Outputs.Select(output => output.Name)).ToHashSet(StringComparer.Ordinal);
        foreach (var name in Parameters.Keys.Where(name => !read.Contains(name)))
        {
            Fix(_values[name], "no operator reads it");
        }
    }

    /// <summary>A constant is the same wherever it is used, yet no use ties another: it gets axes of its own each time, which may move where all its places are equal.</summary>
    private AxisValue Value(string name)
    {
        if (!_trace.IsConstant(name))
        {
            return _values[name];
        }

        var tensor = _trace.Values[name];
        var axes = tensor.shape.Select((size, axis) => size > 1 && IsUniform(tensor, axis) ? AxisFlow.Free(size) : Fixed(size, $"constant '{name}'"));
        return new AxisValue(tensor.shape, [.. axes], IntsOf(tensor));
    }

    private static bool IsUniform(Tensor tensor, int axis)
    {
        using var scope = NewDisposeScope();
        return tensor.eq(tensor.narrow(axis, 0, 1)).all().ToBoolean();
    }

    private void Set(string name, AxisFactor[][] axes)
    {
        var tensor = _trace.Values[name];
        _values[name] = new AxisValue(tensor.shape, axes, IntsOf(tensor));
    }

    private static long[]? IntsOf(Tensor tensor)
    {
        if (tensor.is_floating_point() || tensor.numel() > ShortList)
        {
            return null;
        }

        using var scope = NewDisposeScope();
        return tensor.to_type(ScalarType.Int64).reshape(-1).contiguous().data<long>().ToArray();
    }

    private static AxisFactor[] Fixed(long size, string reason) => size == 1 ? [] : [new AxisFactor(size, reason)];

    private static void Fix(AxisValue value, string reason)
    {
        foreach (var leaf in AxisFactor.Leaves(value.Axes.SelectMany(axis => axis)))
        {
            leaf.Fix(reason);
        }
    }
}
