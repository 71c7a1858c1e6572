using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Onnx;

/// <summary>One run of a graph that keeps every value, and goes around operators that the kit does not know.</summary>
/// <remarks>
/// An unknown operator is a gap: what goes in becomes an output of the part that is followed, and what comes out, where the file gives its shape, becomes another input.
/// So a permutation that leaves everything at the edge of a gap alone leaves the network alone, whatever the operator does.
/// </remarks>
internal sealed class OnnxTrace
{
    private readonly OnnxModel _model;
    private readonly OnnxInterpreter _interpreter;
    private readonly IReadOnlyDictionary<string, Tensor> _inputs;
    private readonly Dictionary<string, Tensor> _standIns = new(StringComparer.Ordinal);
    private readonly HashSet<string> _constant;
    private readonly HashSet<OnnxNode> _gaps = [];

    /// <summary>Runs the graph; the values are in the current scope.</summary>
    public OnnxTrace(OnnxModel model, IReadOnlyDictionary<string, Tensor> inputs, OnnxSpecOptions options)
    {
        _model = model;
        _inputs = inputs;
        _interpreter = new OnnxInterpreter(model);
        Values = _interpreter.Start(inputs, null);
        var parameters = model.StateDict();
        _constant = [.. model.Stored.Keys.Where(name => !parameters.ContainsKey(name))];
        var sizes = OnnxInputs.Sizes(model, options.Dimensions);
        foreach (var node in model.Nodes)
        {
            if (!Follow(node))
            {
                _gaps.Add(node);
                StandIn(node, sizes, options.Equivalence.Seed);
            }
        }
    }

    /// <summary>All values that are known.</summary>
    public Dictionary<string, Tensor> Values { get; }

    /// <summary>The nodes that were not run.</summary>
    public List<OnnxUnknownOperator> Unknown { get; } = [];

    public bool IsGap(OnnxNode node) => _gaps.Contains(node);

    /// <summary>Whether a value is the same whatever inputs and weights hold.</summary>
    public bool IsConstant(string name) => _constant.Contains(name);

    /// <summary>The values that a gap reads.</summary>
    public IEnumerable<string> Edge(OnnxNode gap) => gap.Inputs.Concat(gap.Captured).Where(name => name.Length > 0 && Values.ContainsKey(name));

    /// <summary>The outputs and the edges of gaps as one row of numbers, each value scaled to 1; the row is owned by the caller.</summary>
    public Tensor Outputs(IReadOnlyDictionary<string, Tensor> stateDict)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        var values = _interpreter.Start(_inputs, stateDict);
        foreach (var node in _model.Nodes)
        {
            if (!_gaps.Contains(node))
            {
                _interpreter.Store(values, node, _interpreter.Call(node, OnnxOperators.Find(node)!, values));
            }
            else
            {
                foreach (var output in node.Outputs.Where(_standIns.ContainsKey))
                {
                    values[output] = _standIns[output];
                }
            }
        }

        var seen = _model.Outputs.Select(output => output.Name).Concat(_gaps.SelectMany(Edge)).Where(values.ContainsKey).Distinct();
        var rows = seen.Where(name => Values[name].numel() > 0).Select(name =>
        {
            var scale = Values[name].to_type(ScalarType.Float64).abs().max().ToDouble();
            return values[name].to_type(ScalarType.Float64).reshape(-1) / (double.IsFinite(scale) && scale > 0 ? scale : 1);
        }).ToArray();
        return (rows.Length == 0 ? zeros(1, ScalarType.Float64) : cat(rows, 0)).MoveToOuterDisposeScope();
    }

    private bool Follow(OnnxNode node)
    {
        var missing = node.Inputs.Concat(node.Captured).FirstOrDefault(name => name.Length > 0 && !Values.ContainsKey(name));
        if (missing is not null)
        {
            return Skip(node, $"it needs '{missing}', which an unknown operator makes in an unknown shape");
        }

        if (OnnxOperators.Find(node) is not { } @operator)
        {
            return Skip(node, "the kit does not know the operator");
        }

        try
        {
            _interpreter.Store(Values, node, _interpreter.Call(node, @operator, Values));
        }
        catch (NotSupportedException error)
        {
            return Skip(node, $"the kit does not know {error.Message}");
        }

        if (ConstantOperators.DependsOnSizesAlone(node) || node.Inputs.All(name => name.Length == 0 || _constant.Contains(name)))
        {
            _constant.UnionWith(node.Outputs);
        }

        return true;
    }

    private bool Skip(OnnxNode node, string reason)
    {
        Unknown.Add(new OnnxUnknownOperator(node.Name, node.FullOperator, reason));
        return false;
    }

    private void StandIn(OnnxNode node, Dictionary<string, long> sizes, Seed seed)
    {
        foreach (var output in node.Outputs)
        {
            if (_model.Values.TryGetValue(output, out var info) && info.DType is ScalarType.Float32 or ScalarType.Float64 && info.Dimensions is { } dimensions
                && dimensions.All(dimension => dimension.Size is > 0 || (dimension.Name is { } name && sizes.ContainsKey(name))))
            {
                var shape = OnnxCall.Bounded([.. dimensions.Select(dimension => OnnxInputs.SizeOf(dimension, sizes))]);
                var random = seed.For($"gap/{output}").ToRandom();
                var values = Enumerable.Range(0, (int)shape.Aggregate(1L, (product, size) => product * size)).Select(_ => random.NextDouble() - 0.5).ToArray();
                Values[output] = _standIns[output] = tensor(values, shape, ScalarType.Float64).to_type(info.DType!.Value);
            }
        }
    }
}
