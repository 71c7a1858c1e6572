namespace ResearchKit.Display;

/// <summary>A figure: a name, axes with units, series of data, and one theme for all.</summary>
/// <remarks>
/// Immutable: every method returns a new figure, so that calls chain and a figure can be a starting point for others.
/// Numbers that are not finite leave gaps. It shows as Plotly JSON, as a picture when a renderer is routed
/// (<see cref="Displays.Route(IFigureRenderer)"/>), and as one line of text.
/// </remarks>
public sealed partial class Figure : IDisplayable, IFormsOnDemand
{
    private readonly FigureState _state;

    /// <summary>Starts an empty figure.</summary>
    /// <param name="name">The name under which results are recorded, unique in a notebook, for example <c>"barrier-along-path"</c>.</param>
    public Figure(string name)
        : this(new FigureState(name))
    {
        FigureData.Name(name, nameof(name));
    }

    private Figure(FigureState state)
    {
        _state = state;
    }

    /// <summary>The name under which results are recorded.</summary>
    public string Name => _state.Name;

    /// <summary>One line that says what is plotted.</summary>
    public string Summary => _state.Summary ?? FigureSummary.Of(_state);

    /// <summary>The width in CSS pixels.</summary>
    public int Width => _state.Width ?? FigureLayout.DefaultSize(_state).Width;

    /// <summary>The height in CSS pixels.</summary>
    public int Height => _state.Height ?? FigureLayout.DefaultSize(_state).Height;

    /// <summary>Gives the heading of a panel; a figure that stands alone is named by the text around it.</summary>
    /// <param name="title">The heading.</param>
    /// <returns>A new figure.</returns>
    public Figure WithTitle(string title) => new(_state with { Title = title ?? throw new ArgumentNullException(nameof(title)) });

    /// <summary>Replaces the one-line text form, best by the conclusion that the figure supports.</summary>
    /// <param name="summary">One line.</param>
    /// <returns>A new figure.</returns>
    public Figure WithSummary(string summary)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(summary);
        return new(_state with { Summary = summary.ReplaceLineEndings(" ") });
    }

    /// <summary>Sets the size.</summary>
    /// <param name="width">The width in CSS pixels, 100 to 4000.</param>
    /// <param name="height">The height in CSS pixels, 100 to 4000.</param>
    /// <returns>A new figure.</returns>
    public Figure WithSize(int width, int height)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 100);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(width, 4000);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 100);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(height, 4000);
        return new(_state with { Width = width, Height = height });
    }

    /// <summary>Writes the figure as Plotly JSON: <c>{"data": [...], "layout": {...}}</c>, <c>"frames": [...]</c> where it has a slider, and <c>"config": {...}</c>.</summary>
    /// <returns>JSON text in one line, which may stand inside a script element.</returns>
    public string ToJson()
    {
        var json = FigureLayout.Write(_state, Width, Height, new FigureColors(Displays.Current.Palette));
        json["config"] = FigureTheme.Config();
        return FigureJson.Write(json);
    }

    /// <summary>The figure as a picture shows it: where there is a slider, some of its frames side by side.</summary>
    internal Figure Still => _state.Frames is { } frames ? new(frames.Still(Name)) : this;

    /// <summary>Draws the figure with the renderer in force; of a figure with a slider, some of its frames side by side.</summary>
    /// <param name="scale">Picture pixels for each CSS pixel.</param>
    /// <returns>The bytes of a PNG file, or null when no renderer is routed or it cannot draw.</returns>
    public byte[]? ToPng(double scale = 2)
    {
        var still = Still;
        return Displays.Current.FigureRenderer?.Render(still.ToJson(), still.Width, still.Height, scale);
    }

    /// <summary>Makes a piece of HTML in which the figure answers to the mouse; it holds plotly.js itself (4.8 MB) and needs no network.</summary>
    /// <returns>A value to display, or to write to a file.</returns>
    /// <exception cref="FileNotFoundException">This machine has no plotly.js; the message says how to get it.</exception>
    public HtmlString Interactive() => new(InteractiveFigure.Write(this, FigureSetup.Find()), Summary);

    /// <inheritdoc/>
    public MimeBundle ToBundle()
    {
        var bundle = new MimeBundle().With(MimeTypes.Plotly, ToJson());
        if (ToPng() is { } png)
        {
            var still = Still;
            bundle = bundle.With(MimeTypes.Png, Convert.ToBase64String(png))
                .WithMetadata(MimeTypes.Png, FormattableString.Invariant($"{{\"width\": {still.Width}, \"height\": {still.Height}}}"));
        }

        var name = System.Text.Json.JsonSerializer.Serialize(new { name = Name, summary = Summary });
        return bundle.With(MimeTypes.Text, Summary).WithMetadata("researchkit", name);
    }

    /// <inheritdoc/>
    string? IFormsOnDemand.FormIn(string mimeType) => mimeType switch
    {
        MimeTypes.Html => Interactive().Content,
        MimeTypes.Json => ToJson(),
        _ => null,
    };

    /// <inheritdoc/>
    public override string ToString() => Summary;
}
