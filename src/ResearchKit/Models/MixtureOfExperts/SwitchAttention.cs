using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace ResearchKit.Models.MixtureOfExperts;

/// <summary>Attention of several heads without biases and without division by the root of the head's width, as T5 has it.</summary>
internal sealed class SwitchAttention : nn.Module<Tensor, Tensor>
{
    private readonly SwitchOptions _options;
    private readonly (Linear Q, Linear K, Linear V, Linear O) _parts;
    private readonly Held<Parameter?> _positions;

    public SwitchAttention(ParameterFactory factory, SwitchOptions options, string name, bool ownsPositions)
        : base(nameof(SwitchAttention))
    {
        _options = options;
        var (d, inner) = (options.Width, options.Heads * options.HeadSize);
        _parts = (
            factory.Linear($"{name}.q", d, inner, 1 / Math.Sqrt((double)d * options.HeadSize)),
            factory.Linear($"{name}.k", d, inner, 1 / Math.Sqrt(d)),
            factory.Linear($"{name}.v", d, inner, 1 / Math.Sqrt(d)),
            factory.Linear($"{name}.o", inner, d, 1 / Math.Sqrt(inner)));
        register_module("q", _parts.Q);
        register_module("k", _parts.K);
        register_module("v", _parts.V);
        register_module("o", _parts.O);
        if (ownsPositions)
        {
            _positions = new(factory.Parameter($"{name}.relative_attention_bias.weight", [options.PositionBuckets, options.Heads], 1 / Math.Sqrt(d)));
            var container = new Container("relative_attention_bias");
            container.register_parameter("weight", _positions.Value!);
            register_module("relative_attention_bias", container);
        }
    }

    /// <summary>Self-attention without a mask.</summary>
    public override Tensor forward(Tensor input) => Run(input, input, null);

    /// <summary>The bias of each head for each pair of places, (1, heads, length, length); the first block's attention owns the table.</summary>
    public Tensor Positions(int length, bool bidirectional)
    {
        var table = RelativePositions.Table(length, length, bidirectional, _options.PositionBuckets, _options.LargestDistance);
        var values = _positions.Value!;
        return values.index_select(0, tensor(table, ScalarType.Int64).to(values.device)).view(length, length, _options.Heads).permute(2, 0, 1).unsqueeze(0);
    }

    /// <summary>Queries (B, L, d) look at keys (B, S, d); <paramref name="bias"/>, which broadcasts to (B, heads, L, S), is added to the scores.</summary>
    public Tensor Run(Tensor queries, Tensor keys, Tensor? bias)
    {
        var scores = Split(_parts.Q.call(queries)).matmul(Split(_parts.K.call(keys)).transpose(2, 3)); // (B, heads, L, S)
        var weights = nn.functional.softmax(bias is null ? scores : scores + bias, -1);
        var mixed = weights.matmul(Split(_parts.V.call(keys))).transpose(1, 2); // (B, L, heads, head size)
        return _parts.O.call(mixed.reshape(queries.shape[0], queries.shape[1], -1));
    }

    private Tensor Split(Tensor x) => x.view(x.shape[0], x.shape[1], _options.Heads, _options.HeadSize).transpose(1, 2);
}
