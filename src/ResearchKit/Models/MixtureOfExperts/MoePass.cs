using static TorchSharp.torch;

namespace ResearchKit.Models.MixtureOfExperts;

/// <summary>How one pass through a mixture of experts is run.</summary>
/// <remarks>The defaults are those of calibration and evaluation: no token is dropped and nothing is drawn at random.</remarks>
public sealed record MoePass
{
    /// <summary>The pass of evaluation.</summary>
    public static MoePass Evaluation { get; } = new();

    /// <summary>The capacity of experts, or null for no limit.</summary>
    public ExpertCapacity? Capacity { get; init; }

    /// <summary>Multiplies the router's inputs by draws from [1 - <see cref="JitterNoise"/>, 1 + <see cref="JitterNoise"/>], or null for none.</summary>
    public Generator? Jitter { get; init; }

    /// <summary>How far the jitter reaches. Reference: Fedus, Zoph and Shazeer, 2022, appendix, 0.01.</summary>
    public double JitterNoise { get; init; } = 0.01;

    /// <summary>Sees every layer's routing in the order of the computation, or null.</summary>
    public Action<MoeRouting>? Observer { get; init; }
}
