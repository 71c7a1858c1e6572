using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace ResearchKit.Models;

/// <summary>Self-attention with several heads: softmax(Q K^T / sqrt(d_k)) V for each head, then an output projection.</summary>
/// <remarks>
/// Rows of the query, key and value weights are ordered by head, then by unit within the head; with fewer key and value heads than query heads, head j of the
/// former serves the query heads j g to j g + g - 1. Names are those of <see cref="TransformerNames"/>. Reference: Vaswani et al., 2017, section 3.2.
/// </remarks>
public sealed partial class SelfAttention : nn.Module<Tensor, Tensor>
{
    private readonly TransformerBlockOptions _options;
    private readonly List<Linear> _projections = []; // the fused one, or query, key and value
    private readonly Func<Tensor, Tensor> _output;

    /// <summary>Makes a layer whose parameters depend on the options and the seed alone.</summary>
    /// <param name="options">The shape; what concerns normalisation and feed-forward layer is not looked at.</param>
    /// <param name="seed">The root of the initial parameters.</param>
    /// <param name="name">The layer's name within its network, from which streams of random numbers are derived.</param>
    /// <exception cref="ArgumentException">The shape does not fit together.</exception>
    public SelfAttention(TransformerBlockOptions options, Seed seed, string name = "attn")
        : base(nameof(SelfAttention))
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Check();
        _options = options;
        var factory = new LayerFactory(seed, options.Initialization, options.DataType);
        var queries = options.Heads * options.UnitsPerHead;
        var keys = options.Groups * options.UnitsPerHead;
        if (options.Names == TransformerNames.Timm)
        {
            Project("qkv", queries + (2 * keys));
        }
        else
        {
            Project("q_proj", queries);
            Project("k_proj", keys);
            Project("v_proj", keys);
        }

        OutputName = options.Names == TransformerNames.Timm ? "proj" : "o_proj";
        var output = factory.Linear($"{name}.{OutputName}", queries, options.Width, options.Bias);
        register_module(OutputName, output);
        _output = output.call;

        void Project(string part, int outputs)
        {
            var layer = factory.Linear($"{name}.{part}", options.Width, outputs, options.Bias);
            register_module(part, layer);
            _projections.Add(layer);
        }
    }

    /// <summary>The shape that the layer was made with.</summary>
    public TransformerBlockOptions Options => _options;

    /// <summary>The name of the output projection.</summary>
    internal string OutputName { get; }

    /// <summary>Attends.</summary>
    /// <param name="input">(N, T, d).</param>
    /// <returns>(N, T, d).</returns>
    public override Tensor forward(Tensor input) => Run(input, "", null);

    /// <summary>Runs the layer and keeps what the projections give and what the output projection takes, as (N * T, units).</summary>
    internal Tensor Run(Tensor input, string name, Dictionary<string, Tensor>? kept)
    {
        ArgumentNullException.ThrowIfNull(input);
        var size = (long)_options.UnitsPerHead;
        var queries = _options.Heads * size;
        var keys = _options.Groups * size;
        Tensor q, k, v; // (N, T, heads * size)
        if (_projections.Count == 1)
        {
            var all = _projections[0].call(input);
            Keep("qkv", all);
            (q, k, v) = (all.narrow(2, 0, queries), all.narrow(2, queries, keys), all.narrow(2, queries + keys, keys));
        }
        else
        {
            (q, k, v) = (_projections[0].call(input), _projections[1].call(input), _projections[2].call(input));
            Keep("q_proj", q);
            Keep("k_proj", k);
            Keep("v_proj", v);
        }

        var context = Attend(Split(q, _options.Heads), Split(k, _options.Groups), Split(v, _options.Groups)) // (N, heads, T, size)
            .transpose(1, 2).reshape(input.shape[0], input.shape[1], queries);
        Keep($"{OutputName}.input", context);
        return _output(context);

        Tensor Split(Tensor x, long heads) => x.reshape(input.shape[0], input.shape[1], heads, size).transpose(1, 2); // (N, heads, T, size)

        void Keep(string part, Tensor value) => kept?.Add($"{name}.{part}", value.reshape(-1, value.shape[2]));
    }

    private Tensor Attend(Tensor q, Tensor k, Tensor v)
    {
        if (_options.RotaryBase is { } rotaryBase)
        {
            (q, k) = (RotaryPositions.Rotate(q, rotaryBase), RotaryPositions.Rotate(k, rotaryBase));
        }

        (k, v) = (Repeat(k), Repeat(v));
        var scores = q.matmul(k.transpose(2, 3)) / Math.Sqrt(_options.UnitsPerHead); // (N, heads, T, T)
        if (_options.Causal)
        {
            var future = ones([q.shape[2], q.shape[2]], dtype: ScalarType.Float32, device: q.device).triu(1).to(ScalarType.Bool);
            scores = scores.masked_fill(future, double.NegativeInfinity);
        }

        return nn.functional.softmax(scores, -1).matmul(v);
    }

    /// <summary>Gives every query head its key or value head: (N, groups, T, size) becomes (N, heads, T, size).</summary>
    private Tensor Repeat(Tensor x)
    {
        var each = _options.Heads / _options.Groups;
        if (each == 1)
        {
            return x;
        }

        var shape = x.shape;
        return x.unsqueeze(2).expand(shape[0], shape[1], each, shape[2], shape[3]).reshape(shape[0], shape[1] * each, shape[2], shape[3]);
    }
}
