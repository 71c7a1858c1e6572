using System.Globalization;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace ResearchKit.Display;

/// <summary>How many units are finished, of how many where that is known.</summary>
internal sealed class ProgressCountColumn : ProgressColumn
{
    /// <inheritdoc/>
    public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime) => new Text(
        task.IsIndeterminate
            ? task.Value.ToString("N0", CultureInfo.InvariantCulture)
            : string.Create(CultureInfo.InvariantCulture, $"{task.Value:N0}/{task.MaxValue:N0}"));
}
