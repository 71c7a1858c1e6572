using Spectre.Console;
using Spectre.Console.Rendering;

namespace ResearchKit.Display;

/// <summary>How many units are finished in a second.</summary>
internal sealed class ProgressRateColumn : ProgressColumn
{
    /// <inheritdoc/>
    public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime) =>
        new Text(task.Speed is { } speed && double.IsFinite(speed) ? $"{Numbers.Significant(speed, 3)}/s" : string.Empty);
}
