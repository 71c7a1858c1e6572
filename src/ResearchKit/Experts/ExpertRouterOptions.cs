namespace ResearchKit.Experts;

/// <summary>How a router chooses experts.</summary>
public sealed record ExpertRouterOptions
{
    /// <summary>k, the number of experts a token: 1 in Switch Transformers, 2 in Mixtral, 8 in OLMoE and Qwen3.</summary>
    public int TopK { get; init; } = 1;

    /// <summary>
    /// Whether the gates of the chosen experts are divided by their sum, which is the softmax over the chosen scores alone (Mixtral, Qwen3); without it they are
    /// the softmax over all experts (Switch, Qwen1.5, OLMoE).
    /// </summary>
    public bool NormalizeGates { get; init; }
}
