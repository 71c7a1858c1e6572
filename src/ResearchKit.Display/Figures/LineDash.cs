namespace ResearchKit.Display;

/// <summary>How a line is drawn.</summary>
public enum LineDash
{
    /// <summary>As the palette says: unbroken for the first eight keys.</summary>
    Auto,

    /// <summary>Unbroken.</summary>
    Solid,

    /// <summary>Dashes.</summary>
    Dashed,

    /// <summary>Dots.</summary>
    Dotted,
}
