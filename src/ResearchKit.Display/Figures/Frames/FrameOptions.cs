namespace ResearchKit.Display;

/// <summary>How a figure with a slider is shown.</summary>
public sealed record FrameOptions
{
    /// <summary>The unit of the values, or null for values without one.</summary>
    public string? Unit { get; init; }

    /// <summary>The number of the frame that is shown before the reader moves the slider.</summary>
    public int First { get; init; }

    /// <summary>The numbers of the frames that the static picture shows side by side.</summary>
    /// <remarks>None means four at even distances from the first to the last, or the frame <see cref="First"/> alone where a frame has panels of its own.</remarks>
    public IReadOnlyList<int> Still { get; init; } = [];

    /// <summary>How long each frame stands while they play one after the other.</summary>
    public TimeSpan Duration { get; init; } = TimeSpan.FromMilliseconds(500);
}
