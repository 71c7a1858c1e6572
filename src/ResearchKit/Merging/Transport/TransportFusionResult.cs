using static TorchSharp.torch;

namespace ResearchKit.Merging.Transport;

/// <summary>Two models fused by optimal transport.</summary>
public sealed record TransportFusionResult
{
    /// <summary>The fused model in the reference's shapes, owned by the caller.</summary>
    public required Dictionary<string, Tensor> Fused { get; init; }

    /// <summary>The candidate carried into the reference's shapes, owned by the caller; it computes what the candidate does only where every plan is a permutation.</summary>
    public required Dictionary<string, Tensor> Transported { get; init; }

    /// <summary>The plan of each group, in the order in which they were solved.</summary>
    public required IReadOnlyDictionary<string, TransportMap> Plans { get; init; }
}
