namespace ResearchKit.Display;

/// <summary>Draws Plotly figures as pictures. The runner or the program owns one for a whole run and routes it with <see cref="Displays.Route(DisplayContext)"/>.</summary>
public interface IFigureRenderer : IDisposable
{
    /// <summary>Draws one figure.</summary>
    /// <param name="figureJson">The Plotly figure: <c>{"data": [...], "layout": {...}}</c>.</param>
    /// <param name="width">The width in CSS pixels.</param>
    /// <param name="height">The height in CSS pixels.</param>
    /// <param name="scale">Picture pixels for each CSS pixel.</param>
    /// <returns>The bytes of a PNG file, or null when this machine cannot draw; the renderer then says why once.</returns>
    byte[]? Render(string figureJson, int width, int height, double scale);
}
