namespace ResearchKit.Bench.Matching;

/// <summary>A pair of models to match, and what is wanted of it.</summary>
/// <param name="Name">The network and the kind of pair: trained, random (unrelated), or planted (a permuted copy with noise).</param>
/// <param name="MaxSweeps">The most sweeps, the same for both sides.</param>
/// <param name="Repetitions">How often both sides run, in turn.</param>
/// <param name="Goal">Least ratio of the peer's CPU time to ours.</param>
internal sealed record MatchingCase(string Name, int MaxSweeps, int Repetitions, double Goal)
{
    /// <summary>The cases in the order in which they run; large random networks do not end soon, so that their sweeps are capped.</summary>
    public static IReadOnlyList<MatchingCase> All { get; } =
    [
        new("mlp512-trained", 100, 5, 4),
        new("mlp512-random", 100, 5, 4),
        new("mlp512-planted", 100, 5, 3),
        new("mlp2048-random", 8, 1, 4),
        new("mlp2048-planted", 8, 1, 3),
        new("vgg16-random", 40, 1, 3),
        new("vgg16-planted", 40, 3, 3),
        new("resnet50-random", 8, 1, 3),
        new("resnet50-planted", 8, 1, 3),
    ];

    public bool IsPlanted => Name.EndsWith("-planted", StringComparison.Ordinal);

    public bool IsResNet => Name.StartsWith("resnet", StringComparison.Ordinal);

    public bool IsVgg => Name.StartsWith("vgg", StringComparison.Ordinal);
}
