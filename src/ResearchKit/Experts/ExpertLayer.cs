using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Experts;

/// <summary>A mixture-of-experts layer as a value: a router, its experts, and which expert each router slot stands for.</summary>
/// <remarks>
/// y = Σ over the k chosen slots e of g_e · Expert_{map(e)}(x). After merging several slots stand for one expert; two of them chosen for the same token give it the sum of their gates.
/// The object holds the tensors it was given, without a copy. It is the plain statement of the layer for checks, calibration and merging; a trained model has its own faster one.
/// </remarks>
public sealed class ExpertLayer
{
    /// <summary>Makes a layer of E router slots.</summary>
    /// <param name="router">Wr, (E, d).</param>
    /// <param name="experts">The experts; all alike.</param>
    /// <param name="options">How the router chooses; null for the defaults.</param>
    /// <param name="slotToExpert">
    /// For each router slot the index of its expert, or −1 for a slot without one: it takes its share of the softmax but is never chosen. Null if slot e stands for expert e.
    /// </param>
    /// <param name="name">The layer's name, for statistics and messages.</param>
    /// <exception cref="ArgumentException">Shapes or numbers do not fit.</exception>
    public ExpertLayer(Tensor router, IReadOnlyList<ExpertWeights> experts, ExpertRouterOptions? options = null, IReadOnlyList<int>? slotToExpert = null, string name = "layer")
    {
        ExpertGuard.RequireAlike(experts, nameof(experts));
        ExpertGuard.RequireMatrix(router, slotToExpert?.Count ?? experts.Count, experts[0].ModelSize, $"the router of '{name}'", nameof(router));
        Router = router;
        Experts = [.. experts];
        Options = options ?? new ExpertRouterOptions();
        SlotToExpert = [.. slotToExpert ?? Enumerable.Range(0, experts.Count)];
        Name = name;
        for (var slot = 0; slot < Slots; slot++)
        {
            if (SlotToExpert[slot] < -1 || SlotToExpert[slot] >= experts.Count)
            {
                throw new ArgumentException($"layer '{name}': slot {slot} stands for expert {SlotToExpert[slot]}; there are {experts.Count}", nameof(slotToExpert));
            }
        }

        var live = SlotToExpert.Count(expert => expert >= 0);
        if (Options.TopK < 1 || Options.TopK > live)
        {
            throw new ArgumentException($"layer '{name}' has {live} router slots with an expert; {nameof(Options.TopK)} is {Options.TopK}, expected 1 to {live}", nameof(options));
        }
    }

    /// <summary>The layer's name.</summary>
    public string Name { get; }

    /// <summary>Wr, (E, d).</summary>
    public Tensor Router { get; }

    /// <summary>The experts.</summary>
    public IReadOnlyList<ExpertWeights> Experts { get; }

    /// <summary>How the router chooses.</summary>
    public ExpertRouterOptions Options { get; }

    /// <summary>For each router slot the index of the expert it stands for.</summary>
    public IReadOnlyList<int> SlotToExpert { get; }

    /// <summary>E, the number of router slots.</summary>
    public int Slots => SlotToExpert.Count;

    /// <summary>Routes tokens without running experts.</summary>
    /// <param name="tokens">Tokens, (T, d).</param>
    /// <returns>Logits (T, E), chosen slots (T, k) int64 in order of falling score, and gates (T, k); new tensors.</returns>
    public (Tensor Logits, Tensor Selected, Tensor Gates) Route(Tensor tokens)
    {
        ExpertGuard.RequireMatrix(tokens, -1, Router.shape[1], "the tokens", nameof(tokens));
        using var scope = NewDisposeScope();
        var logits = nn.functional.linear(tokens, Router); // (T, E)
        var shares = logits.softmax(-1);
        var selected = Choosable(shares.detach()).topk(Options.TopK).Item2; // (T, k)
        var gates = shares.gather(1, selected); // (T, k)
        if (Options.NormalizeGates)
        {
            gates = gates / gates.sum(-1, keepdim: true);
        }

        return (logits.MoveToOuterDisposeScope(), selected.MoveToOuterDisposeScope(), gates.MoveToOuterDisposeScope());
    }

    /// <summary>The layer's output.</summary>
    /// <param name="tokens">Tokens, (T, d).</param>
    /// <param name="observer">Told about the routing; null for none.</param>
    /// <returns>A new tensor, (T, d).</returns>
    public Tensor Forward(Tensor tokens, IRoutingObserver? observer = null)
    {
        using var scope = NewDisposeScope();
        var (logits, selected, gates) = Route(tokens);
        observer?.Observe(new RoutingBatch(Name, tokens, logits, selected, gates));
        var weight = zeros_like(logits).scatter_(1, selected, gates); // (T, E)
        var output = zeros_like(tokens);
        for (var slot = 0; slot < Slots; slot++)
        {
            if (SlotToExpert[slot] < 0)
            {
                continue;
            }

            using var inner = NewDisposeScope();
            var routed = weight.select(1, slot).nonzero().flatten();
            if (routed.numel() == 0)
            {
                continue;
            }

            var part = Experts[SlotToExpert[slot]].Forward(tokens.index_select(0, routed)) * weight.select(1, slot).index_select(0, routed).unsqueeze(1);
            output.index_add_(0, routed, part, 1);
        }

        return output.MoveToOuterDisposeScope();
    }

    /// <summary>The shares with those of slots without an expert below all others.</summary>
    private Tensor Choosable(Tensor shares)
    {
        if (SlotToExpert.All(expert => expert >= 0))
        {
            return shares;
        }

        var dead = tensor(SlotToExpert.Select(expert => expert < 0).ToArray(), [1, Slots]).to(shares.device);
        return shares.masked_fill(dead, -1);
    }
}
