using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace ResearchKit.Models.MixtureOfExperts;

/// <summary>A block x + attention(norm(x)), then x + feed-forward(norm(x)), where the second is dense or a layer of experts.</summary>
internal sealed class MoeEncoderBlock : nn.Module<Tensor, Tensor>
{
    private readonly MoeEncoderOptions _options;
    private readonly (Func<Tensor, Tensor> First, Func<Tensor, Tensor> Second) _norms;
    private readonly (Linear Mixed, Linear Output) _attention;
    private readonly Held<MoeLayer?> _sparse;
    private readonly Func<Tensor, MoePass, Tensor> _feedForward;

    public MoeEncoderBlock(ParameterFactory factory, MoeEncoderOptions options, Seed seed, int number)
        : base(nameof(MoeEncoderBlock))
    {
        _options = options;
        var name = $"blocks.{number}";
        var d = options.Width;
        _norms = (Norm("norm1"), Norm("norm2"));
        _attention = (
            Add("qkv", factory.Linear($"{name}.qkv", d, 3 * d, 1 / Math.Sqrt(3 * d), bias: true)),
            Add("proj", factory.Linear($"{name}.proj", d, d, 1 / Math.Sqrt(3 * d), bias: true)));
        if (options.SparseBlocks.Contains(number))
        {
            var sparse = Add("moe", new MoeLayer(options.Layer, seed, $"{name}.moe"));
            (_sparse, _feedForward) = (new(sparse), sparse.Run);
            return;
        }

        var first = Add("fc1", factory.Linear($"{name}.fc1", d, options.DenseHiddenSize, 1 / Math.Sqrt(3 * d), bias: true));
        var second = Add("fc2", factory.Linear($"{name}.fc2", options.DenseHiddenSize, d, 1 / Math.Sqrt(3 * options.DenseHiddenSize), bias: true));
        _feedForward = (x, _) => second.call(options.Activation.Apply(first.call(x)));

        Func<Tensor, Tensor> Norm(string part) => Add(part, nn.LayerNorm([d], dtype: options.DataType).OutsideScopes()).call;
    }

    /// <summary>The layer of experts, or null in a dense block.</summary>
    public MoeLayer? Sparse => _sparse.Value;

    public override Tensor forward(Tensor input) => Run(input, MoePass.Evaluation);

    /// <summary>Runs the block on (B, L, d).</summary>
    public Tensor Run(Tensor x, MoePass pass)
    {
        x += Attend(_norms.First(x));
        return x + _feedForward(_norms.Second(x), pass);
    }

    private Tensor Attend(Tensor x)
    {
        var (batch, length, width) = (x.shape[0], x.shape[1], x.shape[2]);
        var parts = _attention.Mixed.call(x).view(batch, length, 3, _options.Heads, width / _options.Heads).permute(2, 0, 3, 1, 4); // (3, B, heads, L, head size)
        var scores = parts.select(0, 0).matmul(parts.select(0, 1).transpose(2, 3)) / Math.Sqrt((double)width / _options.Heads); // (B, heads, L, L)
        var mixed = nn.functional.softmax(scores, -1).matmul(parts.select(0, 2)).transpose(1, 2); // (B, L, heads, head size)
        return _attention.Output.call(mixed.reshape(batch, length, width));
    }

    private T Add<T>(string name, T part)
        where T : nn.Module
    {
        register_module(name, part);
        return part;
    }
}
