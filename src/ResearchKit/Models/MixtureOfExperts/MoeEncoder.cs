using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Models.MixtureOfExperts;

/// <summary>The blocks that a model of sequences and one of images share, with a last norm.</summary>
internal sealed class MoeEncoder
{
    private readonly MoeEncoderBlock[] _blocks;
    private readonly Func<Tensor, Tensor> _norm;

    /// <summary>Makes the blocks and registers them with their owner as <c>blocks.N</c> and <c>norm</c>.</summary>
    public MoeEncoder(nn.Module owner, ParameterFactory factory, MoeEncoderOptions options, Seed seed)
    {
        var container = new NumberedLayers();
        _blocks = [.. Enumerable.Range(0, options.Blocks).Select(i => container.Add(i, new MoeEncoderBlock(factory, options, seed, i)))];
        owner.register_module("blocks", container);
        var norm = nn.LayerNorm([options.Width], dtype: options.DataType).OutsideScopes();
        owner.register_module("norm", norm);
        _norm = norm.call;
    }

    /// <summary>The layers of experts in order.</summary>
    public IReadOnlyList<MoeLayer> Sparse => [.. _blocks.Select(b => b.Sparse).OfType<MoeLayer>()];

    /// <summary>Runs the blocks on (B, L, d).</summary>
    public Tensor Run(Tensor x, MoePass pass)
    {
        foreach (var block in _blocks)
        {
            x = block.Run(x, pass);
        }

        return _norm(x);
    }

    /// <summary>Copies parameters, experts and maps from a network of the same options.</summary>
    public static TModel Copy<TModel>(TModel source, TModel target)
        where TModel : nn.Module, IMoeModel
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        for (var i = 0; i < source.MoeLayers.Count; i++)
        {
            target.MoeLayers[i].CopyFrom(source.MoeLayers[i]);
        }

        var values = source.state_dict();
        foreach (var (name, place) in target.state_dict())
        {
            place.copy_(values[name]);
        }

        return target;
    }
}
