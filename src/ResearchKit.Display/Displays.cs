using System.Diagnostics.CodeAnalysis;

namespace ResearchKit.Display;

/// <summary>Shows values; import it with <c>using static</c> so that a notebook cell reads <c>display(value)</c>.</summary>
/// <remarks>
/// Routing follows the flow of execution (threads and tasks started from it included), so that two notebooks may run in
/// one process. Without a route the plain text goes to the console.
/// </remarks>
public static class Displays
{
    private static readonly AsyncLocal<DisplayContext?> Routed = new();
    private static readonly DisplayContext Unrouted = new(new TextSink(), new FormatterRegistry());

    /// <summary>The surroundings in force in this flow of execution.</summary>
    public static DisplayContext Current => Routed.Value ?? Unrouted;

    /// <summary>Sends the displays of this flow of execution to a sink, and keeps formatters and figure renderer.</summary>
    /// <param name="sink">The sink.</param>
    /// <returns>Dispose it in the same flow to go back to the route before.</returns>
    public static IDisposable Route(IDisplaySink sink)
    {
        ArgumentNullException.ThrowIfNull(sink);
        return Route(Current with { Sink = sink });
    }

    /// <summary>Starts a session: displays go to a sink, with no formatter registered and no colour given yet; the figure renderer stays.</summary>
    /// <param name="sink">The sink.</param>
    /// <returns>Dispose it in the same flow to go back to the route before.</returns>
    public static IDisposable RouteSession(IDisplaySink sink)
    {
        ArgumentNullException.ThrowIfNull(sink);
        return Route(new DisplayContext(sink, new FormatterRegistry(), Current.FigureRenderer));
    }

    /// <summary>Lets the figures of this flow of execution be drawn by a renderer, and keeps sink and formatters.</summary>
    /// <param name="renderer">The renderer; the caller disposes it.</param>
    /// <returns>Dispose it in the same flow to go back to the route before.</returns>
    public static IDisposable Route(IFigureRenderer renderer)
    {
        ArgumentNullException.ThrowIfNull(renderer);
        return Route(Current with { FigureRenderer = renderer });
    }

    /// <summary>Replaces the whole surroundings for this flow of execution.</summary>
    /// <param name="context">The surroundings.</param>
    /// <returns>Dispose it in the same flow to go back to the route before.</returns>
    public static IDisposable Route(DisplayContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var previous = Routed.Value;
        Routed.Value = context;
        return new Restore(previous);
    }

    /// <summary>Shows a value now.</summary>
    /// <param name="value">Any value, null included.</param>
    /// <param name="mimeTypes">The MIME types to show it in; none means what suits its type.</param>
    /// <returns>A handle by which the display can be updated.</returns>
    [SuppressMessage("Style", "IDE1006", Justification = "The name C# notebooks use.")]
    public static DisplayedValue display(object? value, params string[] mimeTypes) =>
        DisplayedValue.Show(value, Guid.NewGuid().ToString("N"), mimeTypes);

    /// <summary>Makes a value that shows as HTML.</summary>
    /// <param name="content">The HTML; it is not escaped.</param>
    /// <returns>A value to display or to leave as the result of a cell.</returns>
    public static HtmlString HTML(string content) => new(content);

    /// <summary>Runs a script in a trusted notebook.</summary>
    /// <param name="content">The script.</param>
    /// <returns>A handle by which the display can be updated.</returns>
    public static DisplayedValue Javascript(string content) => DisplayExtensions.DisplayAs(content, MimeTypes.JavaScript);

    /// <summary>Adds a style sheet to the notebook.</summary>
    /// <param name="content">The style sheet.</param>
    /// <returns>A handle by which the display can be updated.</returns>
    public static DisplayedValue CSS(string content) => display(new HtmlString($"<style>{content}</style>"));

    private sealed class Restore(DisplayContext? previous) : IDisposable
    {
        private bool _done;

        public void Dispose()
        {
            if (!_done)
            {
                _done = true;
                Routed.Value = previous;
            }
        }
    }
}
