namespace ResearchKit.Display;

/// <summary>What a display needs from its surroundings: where it goes, how values are formatted, who draws figures.</summary>
/// <param name="Sink">Where displays go.</param>
/// <param name="Formatters">The formatters in force, with those the user registered.</param>
/// <param name="FigureRenderer">Draws figures as pictures, or null when figures carry no picture.</param>
public sealed record DisplayContext(IDisplaySink Sink, FormatterRegistry Formatters, IFigureRenderer? FigureRenderer = null)
{
    /// <summary>The colours that figures of the session have given to keys; they live as long as its formatters.</summary>
    public FigurePalette Palette => Formatters.Palette;
}
