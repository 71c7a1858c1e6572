namespace ResearchKit.Display;

/// <summary>How much of a value is written.</summary>
public sealed record FormatOptions
{
    /// <summary>Elements of a sequence or dictionary that are written before "(n more)".</summary>
    public int ListLimit { get; init; } = 20;

    /// <summary>Depth of nested values beyond which only the type is written.</summary>
    public int DepthLimit { get; init; } = 6;

    /// <summary>Values written for one display in all.</summary>
    public int NodeLimit { get; init; } = 2000;

    /// <summary>Characters written of one text.</summary>
    public int TextLimit { get; init; } = 100_000;

    /// <summary>Characters of HTML after which no further value is started.</summary>
    public int HtmlLimit { get; init; } = 300_000;
}
