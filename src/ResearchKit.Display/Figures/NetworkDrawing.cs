namespace ResearchKit.Display;

/// <summary>Places the units of a small network and turns its weights into edges.</summary>
internal sealed class NetworkDrawing
{
    private readonly IReadOnlyList<double[,]> _weights;
    private readonly NetworkOptions _options;
    private readonly int[] _sizes;

    public NetworkDrawing(string name, IReadOnlyList<double[,]> weights, NetworkOptions options)
    {
        if (weights.Count == 0)
        {
            throw new ArgumentException($"Figure '{name}': a network needs at least one matrix of weights.", nameof(weights));
        }

        for (var layer = 1; layer < weights.Count; layer++)
        {
            if (weights[layer].GetLength(1) != weights[layer - 1].GetLength(0))
            {
                throw new ArgumentException(
                    $"Figure '{name}': matrix {layer} takes {weights[layer].GetLength(1)} inputs, but matrix {layer - 1} gives {weights[layer - 1].GetLength(0)} outputs.",
                    nameof(weights));
            }
        }

        _weights = weights;
        _options = options;
        _sizes = [weights[0].GetLength(1), .. weights.Select(matrix => matrix.GetLength(0))];
        CheckSizes(name, options.UnitLabels.Select(layer => layer.Count), nameof(options.UnitLabels));
        CheckSizes(name, options.UnitKeys.Select(layer => layer.Count), nameof(options.UnitKeys));
    }

    public IEnumerable<GraphNode> Nodes()
    {
        for (var layer = 0; layer < _sizes.Length; layer++)
        {
            for (var unit = 0; unit < _sizes[layer]; unit++)
            {
                yield return new GraphNode(
                    Id(layer, unit),
                    layer,
                    ((_sizes[layer] - 1) / 2.0) - unit,
                    _options.UnitLabels.Count == 0 ? Label(layer, unit) : _options.UnitLabels[layer][unit],
                    _options.UnitKeys.Count == 0 ? null : _options.UnitKeys[layer][unit]);
            }
        }
    }

    public IEnumerable<GraphEdge> Edges()
    {
        for (var layer = 0; layer < _weights.Count; layer++)
        {
            for (var output = 0; output < _sizes[layer + 1]; output++)
            {
                for (var input = 0; input < _sizes[layer]; input++)
                {
                    var weight = _weights[layer][output, input];
                    if (weight != 0)
                    {
                        var label = _options.WeightDigits > 0 ? Short(weight) : null;
                        yield return new GraphEdge(Id(layer, input), Id(layer + 1, output), weight, label);
                    }
                }
            }
        }
    }

    private static string Id(int layer, int unit) => FormattableString.Invariant($"{layer}/{unit}");

    private string Label(int layer, int unit)
    {
        var kind = layer == 0 ? "x" : layer == _sizes.Length - 1 ? "y" : "h";
        var number = string.Concat((unit + 1).ToString(System.Globalization.CultureInfo.InvariantCulture).Select(digit => (char)('₀' + (digit - '0'))));
        return kind + number;
    }

    private string Short(double weight) => weight == Math.Round(weight) && Math.Abs(weight) < 1000
        ? weight.ToString("0", System.Globalization.CultureInfo.InvariantCulture)
        : Numbers.Significant(weight, _options.WeightDigits);

    private void CheckSizes(string name, IEnumerable<int> found, string what)
    {
        var sizes = found.ToArray();
        if (sizes.Length > 0 && !sizes.SequenceEqual(_sizes))
        {
            throw new ArgumentException($"Figure '{name}': {what} has layers of {string.Join(", ", sizes)} units, expected {string.Join(", ", _sizes)}.");
        }
    }
}
