using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Models.MixtureOfExperts;

/// <summary>The losses that keep a router even and its logits small.</summary>
public static class RoutingLosses
{
    /// <summary>E · Σ_e f_e · P_e, with f_e the share of tokens whose first choice is e and P_e the mean probability of e.</summary>
    /// <remarks>1 when both are even; the gradient flows through P alone. Reference: Fedus, Zoph and Shazeer, 2022, equations 4 to 6.</remarks>
    /// <param name="routing">One layer's routing.</param>
    /// <returns>The loss, a scalar.</returns>
    public static Tensor LoadBalance(MoeRouting routing)
    {
        ArgumentNullException.ThrowIfNull(routing);
        var experts = routing.Probabilities.shape[1];
        var first = routing.Selected.select(1, 0);
        var share = first.bincount(null, experts).to(routing.Probabilities.dtype) / first.shape[0]; // (E)
        return (share * routing.Probabilities.mean([0L])).sum() * experts;
    }

    /// <summary>The mean over tokens of the squared log-sum-exp of the logits. Reference: Zoph et al., 2022 (ST-MoE), equation 5.</summary>
    /// <param name="routing">One layer's routing.</param>
    /// <returns>The loss, a scalar.</returns>
    public static Tensor RouterZ(MoeRouting routing)
    {
        ArgumentNullException.ThrowIfNull(routing);
        return routing.Logits.logsumexp(-1).square().mean();
    }
}
