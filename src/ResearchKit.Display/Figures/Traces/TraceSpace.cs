namespace ResearchKit.Display;

/// <summary>What a series is drawn in; all series of a panel share one.</summary>
internal enum TraceSpace
{
    /// <summary>A pair of axes.</summary>
    Plane,

    /// <summary>Three axes, seen from a point.</summary>
    Scene,

    /// <summary>A rectangle without axes.</summary>
    Sheet,
}
