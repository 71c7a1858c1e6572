namespace ResearchKit.Onnx;

/// <summary>Finds the layers of a graph: the nodes that hold weights, and those in which values of different layers meet.</summary>
internal static class OnnxLayers
{
    /// <summary>Operators that add or scale by a weight, and normalisations, count to the layer before them.</summary>
    private static readonly HashSet<string> Trimmings =
    [
        "Add", "Sub", "Mul", "Div", "Pow", "PRelu", "Reshape", "Expand", "Slice", "Concat", "Where",
        "BatchNormalization", "InstanceNormalization", "LayerNormalization", "RMSNormalization", "SimplifiedLayerNormalization",
    ];

    public static IReadOnlyList<OnnxLayer> Of(OnnxModel model, AxisPropagation axes, SpecAssembly assembly)
    {
        var layers = new List<OnnxLayer>();
        var sources = model.Inputs.ToDictionary(input => input.Name, _ => (IReadOnlyList<int>)[], StringComparer.Ordinal);
        var weightsOf = axes.Parameters.Keys.ToDictionary(name => name, name => (IReadOnlyList<string>)[name], StringComparer.Ordinal);
        foreach (var node in model.Nodes)
        {
            var inputs = node.Inputs.Where(name => name.Length > 0).ToList();
            var weights = inputs.Where(weightsOf.ContainsKey).SelectMany(name => weightsOf[name]).Distinct().ToList();
            var fed = inputs.Where(sources.ContainsKey).ToList();
            if (fed.Count == 0)
            {
                foreach (var output in node.Outputs.Where(_ => weights.Count > 0))
                {
                    weightsOf[output] = weights; // a weight that is transposed or cast before it is used
                }

                continue;
            }

            if (node.Outputs.All(name => axes.AxesOf(name) is null))
            {
                continue; // sizes, and what comes out of unknown operators
            }

            var from = fed.SelectMany(name => sources[name]).Distinct().Order().ToList();
            var holds = weights.Count > 0 && !(Trimmings.Contains(node.Operator) && from.Count > 0);
            if (holds || (weights.Count == 0 && Meet(fed, sources)))
            {
                layers.Add(new OnnxLayer(node.Name, node.FullOperator, weights, from, GroupOf(node, axes, assembly)));
                from = [layers.Count - 1];
            }

            foreach (var output in node.Outputs)
            {
                sources[output] = from;
            }
        }

        return layers;
    }

    private static bool Meet(List<string> fed, Dictionary<string, IReadOnlyList<int>> sources) =>
        fed.Count > 1 && fed.Select(name => string.Join(',', sources[name])).Distinct().Count() > 1 && fed.Sum(name => sources[name].Count) > 1;

    /// <summary>The group of the last axis of the output that one moves: of channels rather than of samples.</summary>
    private static string? GroupOf(OnnxNode node, AxisPropagation axes, SpecAssembly assembly) =>
        node.Outputs.Count == 0 || axes.AxesOf(node.Outputs[0]) is not { } output ? null : output.Reverse().Select(assembly.GroupOf).FirstOrDefault(group => group is not null);
}
