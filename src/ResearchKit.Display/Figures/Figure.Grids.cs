using System.Collections.Immutable;

namespace ResearchKit.Display;

/// <content>Figures made of panels.</content>
public sealed partial class Figure
{
    /// <summary>Joins figures as panels (a), (b), ... with one legend and the same colours.</summary>
    /// <param name="name">The name under which results are recorded.</param>
    /// <param name="columns">How many panels stand side by side.</param>
    /// <param name="panels">The panels, row by row; their titles become the headings.</param>
    /// <returns>A new figure.</returns>
    /// <exception cref="ArgumentException">There is no panel, or a panel is itself a grid.</exception>
    public static Figure Grid(string name, int columns, params IReadOnlyList<Figure> panels)
    {
        FigureData.Name(name, nameof(name));
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        ArgumentNullException.ThrowIfNull(panels);
        if (panels.Count is 0 or > 26)
        {
            throw new ArgumentException($"Figure '{name}' has {panels.Count} panels; expected 1 to 26.", nameof(panels));
        }

        if (panels.FirstOrDefault(panel => !panel._state.Panels.IsEmpty) is { } grid)
        {
            throw new ArgumentException($"Figure '{name}': its panel '{grid.Name}' is itself a grid; join the panels of both in one grid.", nameof(panels));
        }

        if (panels.FirstOrDefault(panel => panel._state.Frames is not null) is { } moving)
        {
            throw new ArgumentException($"Figure '{name}': its panel '{moving.Name}' has a slider; make the grid a frame of the slider instead.", nameof(panels));
        }

        return new(new FigureState(name) { Columns = Math.Min(columns, panels.Count), Panels = [.. panels.Select(panel => panel._state)] });
    }

    /// <summary>Draws a graph whose nodes have places.</summary>
    /// <param name="name">The name under which results are recorded.</param>
    /// <param name="nodes">The nodes.</param>
    /// <param name="edges">The edges.</param>
    /// <param name="options">The names of the edges in the legend; null calls them weights.</param>
    /// <returns>A figure without axes.</returns>
    /// <exception cref="ArgumentException">Two nodes have one name, a place or weight is not finite, or an edge names a node that does not exist.</exception>
    public static Figure Graph(string name, IEnumerable<GraphNode> nodes, IEnumerable<GraphEdge> edges, GraphOptions? options = null)
    {
        FigureData.Name(name, nameof(name));
        ImmutableArray<GraphNode> nodeList = [.. nodes];
        ImmutableArray<GraphEdge> edgeList = [.. edges];
        var ids = new HashSet<string>(StringComparer.Ordinal);
        foreach (var node in nodeList)
        {
            if (!ids.Add(node.Id) || !double.IsFinite(node.X) || !double.IsFinite(node.Y))
            {
                throw new ArgumentException($"Figure '{name}': node '{node.Id}' needs a name of its own and a finite place.", nameof(nodes));
            }
        }

        foreach (var edge in edgeList)
        {
            if (!ids.Contains(edge.From) || !ids.Contains(edge.To) || !double.IsFinite(edge.Weight ?? 0))
            {
                throw new ArgumentException($"Figure '{name}': the edge '{edge.From}' to '{edge.To}' needs two nodes that exist and a finite weight or none.", nameof(edges));
            }
        }

        var hidden = new FigureAxis { Hidden = true };
        return new(new FigureState(name) { X = hidden, Y = hidden, Traces = [new GraphTrace(nodeList, edgeList, options ?? new GraphOptions())] });
    }

    /// <summary>Draws a table, to stand as a panel beside what it belongs to.</summary>
    /// <param name="name">The name under which results are recorded.</param>
    /// <param name="table">The table, at most 200 rows of which are drawn; a caption is left to the panel's title.</param>
    /// <returns>A figure without axes.</returns>
    public static Figure Table(string name, Table table)
    {
        FigureData.Name(name, nameof(name));
        ArgumentNullException.ThrowIfNull(table);
        return new(new FigureState(name) { Traces = [new TableTrace(table)] });
    }

    /// <summary>Draws a small neural network: units in columns from the inputs to the outputs, weights as edges.</summary>
    /// <param name="name">The name under which results are recorded.</param>
    /// <param name="weights">One matrix for each layer, outputs by inputs as a linear layer holds them; zero weights are not drawn.</param>
    /// <param name="options">Labels and colours, or null for plain ones.</param>
    /// <returns>A figure without axes.</returns>
    /// <exception cref="ArgumentException">There is no layer, or neighbouring layers do not fit.</exception>
    public static Figure Network(string name, IReadOnlyList<double[,]> weights, NetworkOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(weights);
        var drawing = new NetworkDrawing(name, weights, options ?? new NetworkOptions());
        return Graph(name, drawing.Nodes(), drawing.Edges());
    }
}
