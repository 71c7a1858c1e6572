using System.Globalization;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace ResearchKit.Models;

/// <summary>A decoder-only language model: an embedding, causal transformer blocks, and scores of the next token at every position.</summary>
/// <remarks>
/// Names are Llama's: <c>model.embed_tokens</c>, <c>model.layers.N.input_layernorm</c>, <c>model.layers.N.self_attn.q_proj</c> (<c>k_proj</c>, <c>v_proj</c>, <c>o_proj</c>),
/// <c>model.layers.N.post_attention_layernorm</c>, <c>model.layers.N.mlp.gate_proj</c> (where gated), <c>up_proj</c>, <c>down_proj</c>, <c>model.norm</c>, <c>lm_head</c> (unless tied);
/// tables of positions are <c>model.embed_positions.weight</c>. Embeddings start normal with standard deviation 0.02. Reference: Touvron et al., Llama, 2023, section 2.2; Radford et al., GPT-2, 2019.
/// </remarks>
public sealed partial class DecoderLm : nn.Module<Tensor, Tensor>, IActivationSource
{
    /// <summary>The name of the group that permutes the residual stream, after the layer that starts it.</summary>
    internal const string Stream = "model.embed_tokens";

    private readonly Parts _parts;

    /// <summary>Makes a network whose parameters depend on the options and the seed alone.</summary>
    /// <param name="options">The shape.</param>
    /// <param name="seed">The root of the initial parameters.</param>
    /// <exception cref="ArgumentException">A size is not positive, or the shapes do not fit together.</exception>
    public DecoderLm(DecoderLmOptions options, Seed seed)
        : base(nameof(DecoderLm))
    {
        ArgumentNullException.ThrowIfNull(options);
        Guard.Positive(options.VocabularySize, nameof(options.VocabularySize));
        Guard.Positive(options.ContextLength, nameof(options.ContextLength));
        Guard.Positive(options.Depth, nameof(options.Depth));
        options.Block.Check();
        Options = options;

        var factory = new LayerFactory(seed, options.Initialization, options.DataType);
        var body = new NamedLayers();
        var tokens = body.Add("embed_tokens", factory.Embedding(Stream, options.VocabularySize, options.Width));
        var positions = AddPositions(body, factory);
        var layers = new NumberedLayers();
        var blocks = new List<TransformerBlock>();
        for (var i = 0; i < options.Depth; i++)
        {
            blocks.Add(layers.Add(i, new TransformerBlock(options.Block, seed, string.Create(CultureInfo.InvariantCulture, $"model.layers.{i}"))));
        }

        body.Add("layers", layers);
        var norm = body.Add("norm", TransformerBlock.CreateNorm(options.Block));
        register_module("model", body);
        Linear? head = null;
        if (!options.TiedEmbeddings)
        {
            head = factory.Linear("lm_head", options.Width, options.VocabularySize, bias: false);
            register_module("lm_head", head);
        }

        _parts = new Parts(tokens, positions, blocks, norm, head);
    }

    /// <summary>The shape that the network was made with.</summary>
    public DecoderLmOptions Options { get; }

    /// <summary>Gives the scores of the next token after every position.</summary>
    /// <param name="input">Token numbers, (N, T) int64 (or whole numbers of another type), T at most the context length where a table of positions has that many rows.</param>
    /// <returns>Scores, (N, T, vocabulary).</returns>
    /// <exception cref="ArgumentException">The input has another rank, or the sequence is too long.</exception>
    public override Tensor forward(Tensor input) => Run(input, null);

    /// <inheritdoc/>
    public Dictionary<string, Tensor> Activations(Tensor images) => ActivationRecorder.Record(kept => Run(images, kept));

    private Func<Tensor>? AddPositions(NamedLayers body, LayerFactory factory)
    {
        if (Options.Positions is not (PositionEncoding.Learned or PositionEncoding.Sinusoidal))
        {
            return null;
        }

        if (Options.Positions == PositionEncoding.Learned)
        {
            var layer = body.Add("embed_positions", factory.Embedding("model.embed_positions", Options.ContextLength, Options.Width));
            return () => layer.weight!;
        }

        var container = body.Add("embed_positions", new NamedLayers());
        container.register_buffer("weight", SinusoidalTable.Create(Options.ContextLength, Options.Width, Options.DataType).DetachFromDisposeScope());
        return () => container.get_buffer("weight")!;
    }

    private Tensor Run(Tensor input, Dictionary<string, Tensor>? kept)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (input.dim() != 2)
        {
            throw new ArgumentException($"the tokens have shape [{string.Join(", ", input.shape)}]; expected (N, T)", nameof(input));
        }

        var x = _parts.Tokens.call(input.to(ScalarType.Int64)); // (N, T, d)
        if (_parts.Positions is { } positions)
        {
            if (input.shape[1] > Options.ContextLength)
            {
                throw new ArgumentException($"the sequences have {input.shape[1]} tokens; the table of positions has {Options.ContextLength}", nameof(input));
            }

            x = x + positions().narrow(0, 0, input.shape[1]);
        }

        for (var i = 0; i < _parts.Blocks.Count; i++)
        {
            x = _parts.Blocks[i].Run(x, string.Create(CultureInfo.InvariantCulture, $"model.layers.{i}"), kept);
        }

        kept?.Add(Stream, x.reshape(-1, Options.Width)); // what the stream holds at its end
        x = _parts.Norm.call(x);
        return _parts.Head is { } head ? head.call(x) : nn.functional.linear(x, _parts.Tokens.weight!); // (N, T, vocabulary)
    }

    private sealed record Parts(Embedding Tokens, Func<Tensor>? Positions, List<TransformerBlock> Blocks, nn.Module<Tensor, Tensor> Norm, Linear? Head);
}
