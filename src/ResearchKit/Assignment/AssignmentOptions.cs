namespace ResearchKit.Assignment;

/// <summary>What to solve for, and how.</summary>
/// <remarks>Immutable and thread safe. The defaults are right for nearly all matrices; the method and the start change speed only.</remarks>
public sealed record AssignmentOptions
{
    /// <summary>Minimise or maximise the sum of the chosen entries.</summary>
    public Sense Sense { get; init; } = Sense.Minimize;

    /// <summary>The algorithm.</summary>
    public AssignmentMethod Method { get; init; } = AssignmentMethod.Auto;

    /// <summary>The column prices to start from.</summary>
    public AssignmentStart Start { get; init; } = AssignmentStart.Auto;

    /// <summary>The vector width to compute with; the result does not depend on it. For tests of the code paths of other machines.</summary>
    internal LaneWidth Lanes { get; init; } = LaneWidth.Widest;
}
