namespace ResearchKit.Bench.Assign;

/// <summary>A ratio that the solver must reach on one family and size.</summary>
/// <param name="Number">Its number in the design's list of performance goals.</param>
/// <param name="Family">The family of instances.</param>
/// <param name="Size">Rows.</param>
/// <param name="Ratio">Least ratio of scipy's CPU time to that of the single-precision solver.</param>
internal sealed record AssignGoal(int Number, string Family, int Size, double Ratio)
{
    /// <summary>Least speed of double precision, relative to single.</summary>
    public const double DoubleSpeed = 0.6;

    /// <summary>Largest relative dual violation.</summary>
    public const double Certificate = 1e-9;

    /// <summary>Largest relative difference from scipy's value.</summary>
    public const double Gap = 1e-12;

    private const double SmallRatio = 3;
    private const int SmallUpTo = 128;

    private static readonly AssignGoal[] Listed =
    [
        new(1, "gauss", 2048, 20), new(1, "gauss", 4096, 30),
        new(2, "plantedq", 2048, 18), new(2, "plantedq", 4096, 28),
        new(3, "planted0.5", 2048, 7), new(3, "planted0.5", 4096, 9),
        new(4, "uniform", 1024, 12), new(4, "uniform", 2048, 20), new(4, "uniform", 4096, 35),
        new(5, "intn", 2048, 8), new(5, "int100", 2048, 3.5),
        new(6, "geom2", 2048, 4), new(6, "geom2", 4096, 7),
        new(9, "gauss", 256, 4), new(9, "uniform", 256, 4), new(9, "plantedq", 256, 4), new(9, "planted0.5", 256, 2.5),
    ];

    /// <summary>The goal for a family and size, or null.</summary>
    public static AssignGoal? For(string family, int size) => size <= SmallUpTo
        ? new AssignGoal(9, family, size, SmallRatio)
        : Listed.FirstOrDefault(goal => goal.Family == family && goal.Size == size);
}
