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

    /// <summary>
    /// The duals to start from whatever <see cref="Start"/> says, one finite number for each column: <see cref="AssignmentResult.ColumnDuals"/> of a similar problem of the same sense; null for
    /// none. Any numbers give an optimal assignment; good ones give it sooner.
    /// </summary>
    public IReadOnlyList<double>? ColumnDuals { get; init; }

    /// <summary>
    /// Whether the list method's certificate comes from reading the whole matrix once more, rather than from the bounds that the solver keeps
    /// on what it has read. Both give the same number; the pass is independent of the solver, and takes up to as long as the solution itself.
    /// </summary>
    public bool FullCheck { get; init; }

    /// <summary>The vector width to compute with; the result does not depend on it. For tests of the code paths of other machines.</summary>
    internal LaneWidth Lanes { get; init; } = LaneWidth.Widest;

    /// <summary>The certificate above which a result of the list method is not accepted but solved again by the dense method.</summary>
    internal double RepairAbove { get; init; } = 1e-10;
}
