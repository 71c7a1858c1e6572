using System.Globalization;

namespace ResearchKit.Display;

/// <summary>One state of a progress display.</summary>
internal sealed class ProgressText : IDisplayable
{
    private readonly double? _share;
    private readonly string _text;

    private ProgressText(double? share, string text)
    {
        _share = share;
        _text = text;
    }

    /// <summary>A stage that is going on.</summary>
    /// <param name="report">The last report.</param>
    /// <param name="done">Units finished since the stage was first reported.</param>
    /// <param name="elapsed">The time since then.</param>
    public static ProgressText Running(ProgressReport report, long done, TimeSpan elapsed)
    {
        var parts = new List<string> { Count(report) };
        if (done > 0 && elapsed > TimeSpan.Zero)
        {
            var rate = done / elapsed.TotalSeconds;
            parts.Add($"{Numbers.Significant(rate, 3)}/s");
            if (report.Total > report.Done)
            {
                parts.Add($"{Duration((report.Total - report.Done) / rate)} left");
            }
        }

        return new ProgressText(Share(report), Join(report, parts));
    }

    /// <summary>The end of it all.</summary>
    /// <param name="report">The last report.</param>
    /// <param name="elapsed">The whole time.</param>
    public static ProgressText Finished(ProgressReport report, TimeSpan elapsed) =>
        new(null, Join(report, [Count(report), $"finished in {Duration(elapsed.TotalSeconds)}"]));

    /// <inheritdoc/>
    public MimeBundle ToBundle()
    {
        var bar = _share is { } share ? string.Create(CultureInfo.InvariantCulture, $"<progress value=\"{share:0.###}\" max=\"1\"></progress> ") : string.Empty;
        return new MimeBundle().With(MimeTypes.Html, $"<div>{bar}<code>{HtmlText.Escape(_text)}</code></div>").With(MimeTypes.Text, _text);
    }

    /// <summary>A time as people say it, for example <c>2 min 05 s</c>.</summary>
    internal static string Duration(double seconds)
    {
        var whole = (long)Math.Round(Math.Min(seconds, long.MaxValue / 2.0));
        return whole switch
        {
            < 10 => string.Create(CultureInfo.InvariantCulture, $"{seconds:0.0} s"),
            < 60 => string.Create(CultureInfo.InvariantCulture, $"{whole} s"),
            < 3600 => string.Create(CultureInfo.InvariantCulture, $"{whole / 60} min {whole % 60:00} s"),
            _ => string.Create(CultureInfo.InvariantCulture, $"{whole / 3600} h {whole / 60 % 60:00} min"),
        };
    }

    private static double? Share(ProgressReport report) => report.Total > 0 ? Math.Clamp(report.Done / (double)report.Total, 0, 1) : null;

    private static string Count(ProgressReport report) => Share(report) is { } share
        ? string.Create(CultureInfo.InvariantCulture, $"{report.Done}/{report.Total} ({100 * share:0} %)")
        : report.Done.ToString(CultureInfo.InvariantCulture);

    private static string Join(ProgressReport report, List<string> parts) =>
        string.Join("  ", [report.Stage, .. parts, .. report.Detail is null ? Array.Empty<string>() : [report.Detail]]);
}
