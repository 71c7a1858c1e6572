using System.Globalization;
using ResearchKit.Onnx;

namespace ResearchKit.Display;

/// <summary>Pictures of permutation specs that were derived from ONNX graphs.</summary>
public static class OnnxFigures
{
    private const int UnitPixels = 76;
    private const double LetterWidth = 0.1;
    private const double KeyRow = 0.75;
    private const int KeyColumns = 2;
    private const int LongestName = 34;
    private const int MostLayers = 400;

    private static readonly GraphOptions Plain = new() { PositiveName = string.Empty, NegativeName = string.Empty };

    private static readonly Dictionary<string, string> Words = new(StringComparer.Ordinal)
    {
        ["Gemm"] = "fc",
        ["MatMul"] = "fc",
        ["Conv"] = "conv",
        ["Gather"] = "emb",
        ["Add"] = "+",
        ["Sub"] = "−",
        ["Mul"] = "×",
        ["Div"] = "÷",
        ["Concat"] = "cat",
        ["Einsum"] = "sum",
    };

    /// <summary>Draws the layers of a network, coloured by the permutation group of their output units, with a key of the groups below.</summary>
    /// <remarks>
    /// Data flows along the rows, which turn at their ends. Discs are layers with weights (conv, fc, emb) and places where layers meet: + for sums, × for gates,
    /// · for products of two activations, as in attention. Normalisation and activations belong to the layer before them. White discs have outputs that stay in order. The letter beside a disc is that of its group
    /// in the key, where the number of units (or heads) stands in brackets; groups that move units inside heads are not shown.
    /// </remarks>
    /// <param name="name">The name under which results are recorded.</param>
    /// <param name="derived">The spec with its layers.</param>
    /// <returns>A figure without axes.</returns>
    /// <exception cref="ArgumentException">There are no layers, or more than 400.</exception>
    public static Figure Draw(string name, OnnxSpec derived)
    {
        ArgumentNullException.ThrowIfNull(derived);
        if (derived.Layers.Count is 0 or > MostLayers)
        {
            throw new ArgumentException($"Figure '{name}': a network of {derived.Layers.Count} layers cannot be drawn; expected 1 to {MostLayers}.", nameof(derived));
        }

        var places = new LayerPlaces(derived.Layers);
        var shown = derived.Layers.Select(layer => layer.Group).OfType<string>().Distinct().ToList();
        var letters = shown.Select((group, i) => (group, letter: Letter(i))).ToDictionary(pair => pair.group, pair => pair.letter);
        var nodes = derived.Layers.Select((layer, i) => new GraphNode(Id(i), places.Places[i].X, places.Places[i].Y, Word(layer), layer.Group)).ToList();
        var edges = derived.Layers.SelectMany((layer, i) => layer.Inputs.Select(input => new GraphEdge(Id(input), Id(i))));
        var top = places.Bottom - 1.1;
        var step = Math.Max(5, places.Columns) / (double)KeyColumns;
        nodes.AddRange(shown.Select((group, i) => new GraphNode($"key{i}", i % KeyColumns * step, top - (i / KeyColumns * KeyRow), letters[group], group)));
        var figure = Figure.Graph(name, nodes, edges, Plain);
        for (var i = 0; i < derived.Layers.Count; i++)
        {
            if (derived.Layers[i].Group is { } group)
            {
                figure = figure.Note(places.Places[i].X + 0.36, places.Places[i].Y + 0.26, letters[group]);
            }
        }

        for (var i = 0; i < shown.Count; i++)
        {
            var text = string.Create(CultureInfo.InvariantCulture, $"{Short(shown[i])} ({derived.Spec.Groups[shown[i]]})");
            figure = figure.Note((i % KeyColumns * step) + 0.42 + (text.Length * LetterWidth / 2), top - (i / KeyColumns * KeyRow), text);
        }

        var bottom = top - ((shown.Count - 1) / KeyColumns * KeyRow);
        var width = (int)((Math.Max(places.Columns, 2 * step) + 0.6) * UnitPixels);
        var height = (int)((places.Places.Max(place => place.Y) - bottom + 1.4) * UnitPixels);
        return figure
            .WithSize(Math.Clamp(width, 320, 4000), Math.Clamp(height, 200, 4000))
            .WithSummary(string.Create(
                CultureInfo.InvariantCulture,
                $"{derived.Layers.Count} layers in {derived.Spec.Groups.Count} permutation groups, 10^{derived.Spec.Log10SymmetryCount:0.#} alignments; checked: outputs change by {derived.Equivalence.MaxDifference:G2}"));
    }

    private static string Id(int layer) => string.Create(CultureInfo.InvariantCulture, $"layer{layer}");

    private static string Letter(int index) => index < 26 ? ((char)('a' + index)).ToString() : Letter((index / 26) - 1) + Letter(index % 26);

    private static string Short(string name) => name.Length <= LongestName ? name : "…" + name[^(LongestName - 1)..];

    private static string Word(OnnxLayer layer) => layer is { Weights.Count: 0, Operator: "MatMul" or "Einsum" }
        ? "·"
        : Words.GetValueOrDefault(layer.Operator, layer.Operator.Length <= 5 ? layer.Operator : layer.Operator[..5]);
}
