using ResearchKit.Experts;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace ResearchKit.Models.MixtureOfExperts;

/// <summary>A feed-forward layer of experts behind a router: y = Σ over the k chosen experts e of g_e · Expert_e(x).</summary>
/// <remarks>
/// Parameters are <c>router.classifier.weight</c> (E, d) and those of the bank below <c>experts</c>. The router computes in 32-bit numbers at least.
/// A merged layer stores U ≤ E experts and a map from the router's E choices to them; two choices of one token that lead to the same expert add their gates.
/// Reference: Fedus, Zoph and Shazeer, 2022, section 2.1; Li et al., 2024 (MC-SMoE), section 3.1.
/// </remarks>
public sealed class MoeLayer : nn.Module<Tensor, Tensor>
{
    private readonly Held<Container> _holder;
    private Held<Linear> _router;
    private Held<ExpertBank> _experts;
    private int[] _map;

    /// <summary>Makes a layer whose parameters depend on the options, the seed and the name alone.</summary>
    /// <param name="options">The shape.</param>
    /// <param name="seed">The root of the initial parameters.</param>
    /// <param name="layerName">The layer's name within its model, for example <c>encoder.block.1.layer.1.mlp</c>.</param>
    /// <exception cref="ArgumentException">A size is not positive, or there are more choices than experts.</exception>
    public MoeLayer(MoeLayerOptions options, Seed seed, string layerName)
        : base(nameof(MoeLayer))
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentException.ThrowIfNullOrEmpty(layerName);
        options.Validate();
        (Options, LayerName) = (options, layerName);
        var factory = new ParameterFactory(seed, options.DataType);
        _router = new(factory.Linear($"{layerName}.router.classifier", options.Width, options.Experts, options.RouterScale));
        _holder = new(new Container("router"));
        _holder.Value.register_module("classifier", _router.Value);
        register_module("router", _holder.Value);
        _experts = new(NewExperts(factory));
        register_module("experts", Experts);
        _map = [.. Enumerable.Range(0, options.Experts)];
        Choices = options.Choices;
    }

    /// <summary>The shape that the layer was made with.</summary>
    public MoeLayerOptions Options { get; }

    /// <summary>The layer's name within its model.</summary>
    public string LayerName { get; }

    /// <summary>How many experts a token is sent to, k; fewer than the options say where pruning left fewer.</summary>
    public int Choices { get; private set; }

    /// <summary>The experts that are stored.</summary>
    public ExpertBank Experts => _experts.Value;

    /// <summary>The router's weights, (E, d).</summary>
    public Parameter Router => _router.Value.weight!;

    /// <summary>The stored expert of each of the router's choices; 0, 1, ..., E - 1 before merging.</summary>
    public IReadOnlyList<int> ExpertMap => _map;

    /// <summary>Puts a merged or pruned layer in place of router, experts and map; its tensors are copied.</summary>
    /// <param name="layer">The layer; every slot of its router stands for an expert.</param>
    /// <exception cref="ArgumentException">Its tokens are of another size.</exception>
    public void Replace(ExpertLayer layer)
    {
        ArgumentNullException.ThrowIfNull(layer);
        if (layer.Router.shape[1] != Options.Width)
        {
            throw new ArgumentException($"layer '{layer.Name}' has tokens of {layer.Router.shape[1]}; {LayerName} has {Options.Width}", nameof(layer));
        }

        SetRouter(layer.Router);
        Choices = layer.Options.TopK;
        ReplaceExperts(DenseExperts.Of(layer.Experts), layer.SlotToExpert);
    }

    /// <summary>Takes over router, experts and map of another layer, as copies.</summary>
    internal void CopyFrom(MoeLayer other)
    {
        SetRouter(other.Router);
        Choices = other.Choices;
        ReplaceExperts(other.Experts.Copy(), other._map);
    }

    /// <summary>Puts other experts in place of the stored ones, which are disposed.</summary>
    /// <param name="experts">The new experts, which the layer then owns.</param>
    /// <param name="map">The stored expert of each of the router's choices, one for each row of the router.</param>
    /// <exception cref="ArgumentException">The map has another length, or names an expert that is not there.</exception>
    public void ReplaceExperts(ExpertBank experts, IReadOnlyList<int> map)
    {
        ArgumentNullException.ThrowIfNull(experts);
        ArgumentNullException.ThrowIfNull(map);
        if (map.Count != Router.shape[0] || map.Any(e => e < 0 || e >= experts.Count))
        {
            throw new ArgumentException($"{LayerName}: the map is [{string.Join(", ", map)}]; expected {Router.shape[0]} numbers from 0 to {experts.Count - 1}", nameof(map));
        }

        register_module("experts", null!);
        if (!ReferenceEquals(Experts, experts))
        {
            Experts.Dispose();
        }

        _experts = new(experts);
        register_module("experts", experts);
        _map = [.. map];
    }

    /// <summary>The layer as a value, for similarities and mergers.</summary>
    /// <returns>Views of the router and the experts without a graph; they follow the layer's parameters until these are replaced.</returns>
    /// <exception cref="InvalidOperationException">The experts are not dense.</exception>
    public ExpertLayer ToExpertLayer()
    {
        var experts = Experts as DenseExperts ?? throw new InvalidOperationException($"{LayerName} has experts of type {Experts.GetType().Name}; expected dense ones");
        return new ExpertLayer(
            Router.detach(),
            [.. Enumerable.Range(0, experts.Count).Select(experts.Expert)],
            new ExpertRouterOptions { TopK = Choices, NormalizeGates = Options.NormalizeGates },
            _map,
            LayerName);
    }

    /// <summary>Runs the layer as in evaluation.</summary>
    /// <param name="input">Tokens, (..., d).</param>
    /// <returns>The layer's output without the residual, (..., d).</returns>
    public override Tensor forward(Tensor input) => Run(input, MoePass.Evaluation);

    /// <summary>Runs the layer.</summary>
    /// <param name="input">Tokens, (..., length, d).</param>
    /// <param name="pass">Capacity, jitter and observer.</param>
    /// <returns>The layer's output without the residual, (..., length, d); 0 for a token without room.</returns>
    public Tensor Run(Tensor input, MoePass pass)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(pass);
        var x = input.reshape(-1, Options.Width); // (T, d)
        var logits = Logits(x, pass); // (T, E)
        var probabilities = nn.functional.softmax(logits, -1);
        var selected = Choices == 1 ? probabilities.argmax(-1, keepdim: true) : probabilities.topk(Choices, -1).indexes; // (T, k)
        var gates = probabilities.gather(-1, selected); // (T, k)
        if (Options.NormalizeGates)
        {
            gates /= gates.sum(-1, keepdim: true);
        }

        var length = input.dim() < 2 ? 1 : (int)input.shape[^2];
        var plan = Plan(selected, length, pass.Capacity);
        pass.Observer?.Invoke(new MoeRouting(LayerName, x, logits, probabilities, selected, gates, plan, length));
        return Combine(x, gates.to(x.dtype), plan).reshape(input.shape);
    }

    private void SetRouter(Tensor weight)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        var router = nn.Linear(Options.Width, weight.shape[0], hasBias: false, dtype: Options.DataType, device: Router.device).OutsideScopes();
        router.weight!.copy_(weight);
        _holder.Value.register_module("classifier", null!);
        _router.Value.Dispose();
        _router = new(router);
        _holder.Value.register_module("classifier", router);
    }

    private Tensor Logits(Tensor x, MoePass pass)
    {
        var isNarrow = x.dtype is ScalarType.Float16 or ScalarType.BFloat16;
        var routed = isNarrow ? x.to(ScalarType.Float32) : x;
        if (pass.Jitter is not null)
        {
            routed *= (rand(routed.shape, dtype: routed.dtype, device: routed.device, generator: pass.Jitter) * (2 * pass.JitterNoise)) + (1 - pass.JitterNoise);
        }

        return isNarrow ? nn.functional.linear(routed, Router.to(ScalarType.Float32)) : _router.Value.call(routed);
    }

    private DispatchPlan Plan(Tensor selected, int length, ExpertCapacity? capacity)
    {
        using var scope = NewDisposeScope();
        var choices = selected.cpu().contiguous().data<long>().ToArray();
        for (var a = 0; a < choices.Length; a++)
        {
            choices[a] = _map[choices[a]];
        }

        var (limit, group) = capacity?.For(choices.Length, _map.Length, length) ?? (int.MaxValue, 0);
        return DispatchPlan.Make(choices, Experts.Count, Choices, limit, group);
    }

    private Tensor Combine(Tensor x, Tensor gates, DispatchPlan plan)
    {
        var (tokens, width) = (x.shape[0], x.shape[1]);
        var empty = zeros([1, width], dtype: x.dtype, device: x.device);
        var sorted = cat([x, empty], 0).index_select(0, Indices(plan.TokenOfSlot, x.device)); // (U·C, d)
        var outputs = Experts.call(sorted.view(plan.Experts, plan.Rows, width)).view(-1, width);
        var chosen = cat([outputs, empty], 0).index_select(0, Indices(plan.SlotOfAssignment, x.device)); // (T·k, d)
        return (chosen.view(tokens, Choices, width) * gates.unsqueeze(-1)).sum(1); // (T, d)
    }

    private static Tensor Indices(IReadOnlyList<long> values, Device device) => tensor((long[])values, ScalarType.Int64).to(device);

    private DenseExperts NewExperts(ParameterFactory factory)
    {
        var (u, f, d) = ((long)Options.Experts, (long)Options.HiddenSize, (long)Options.Width);
        using var scope = NewDisposeScope();
        var weights = new Dictionary<string, Tensor>
        {
            ["wi"] = factory.Normal($"{LayerName}.experts.wi", [u, f, d], 1 / Math.Sqrt(d)),
            ["wo"] = factory.Normal($"{LayerName}.experts.wo", [u, d, f], 1 / Math.Sqrt(f)),
        };
        if (Options.Gated)
        {
            weights.Add("wg", factory.Normal($"{LayerName}.experts.wg", [u, f, d], 1 / Math.Sqrt(d)));
        }

        if (Options.Bias)
        {
            weights.Add("bi", zeros([u, f], dtype: Options.DataType));
            weights.Add("bo", zeros([u, d], dtype: Options.DataType));
        }

        return new DenseExperts(weights, Options.Activation);
    }
}
