using ResearchKit.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Tests.Models;

public sealed class DecoderLmTests
{
    private static readonly DecoderLmOptions Small = new() { VocabularySize = 11, ContextLength = 7, Width = 8, Depth = 2, Heads = 4, KeyValueHeads = 2, HeadSize = 4, FeedForwardSize = 12, DataType = ScalarType.Float64 };

    private static Tensor Tokens => randint(0, 11, [3, 7], dtype: ScalarType.Int64, generator: new Generator(1));

    [Fact]
    public void Should_Have_The_Names_And_Shapes_Of_Llama_When_Built()
    {
        using var model = new DecoderLm(Small with { Depth = 1 }, 1);
        var state = model.state_dict();
        string[] names =
        [
            "model.embed_tokens.weight", "model.layers.0.input_layernorm.weight", "model.layers.0.self_attn.q_proj.weight", "model.layers.0.self_attn.k_proj.weight", "model.layers.0.self_attn.v_proj.weight",
            "model.layers.0.self_attn.o_proj.weight", "model.layers.0.post_attention_layernorm.weight", "model.layers.0.mlp.gate_proj.weight", "model.layers.0.mlp.up_proj.weight", "model.layers.0.mlp.down_proj.weight",
            "model.norm.weight", "lm_head.weight",
        ];
        Assert.Equal(names.Order(), state.Keys.Order());
        Assert.Equal([16L, 8], state["model.layers.0.self_attn.q_proj.weight"].shape);
        Assert.Equal([8L, 8], state["model.layers.0.self_attn.k_proj.weight"].shape);
        Assert.Equal([8L, 16], state["model.layers.0.self_attn.o_proj.weight"].shape);
    }

    [Theory]
    [InlineData(PositionEncoding.None)]
    [InlineData(PositionEncoding.Learned)]
    [InlineData(PositionEncoding.Sinusoidal)]
    [InlineData(PositionEncoding.Rotary)]
    public void Should_Not_See_Later_Tokens_When_Run(PositionEncoding positions)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        using var model = new DecoderLm(Small with { Positions = positions }, 1);
        var tokens = Tokens;
        var changed = tokens.clone();
        changed.select(1, 5).add_(1).remainder_(11);
        var difference = (model.call(tokens) - model.call(changed)).abs().amax([0L, 2L]);
        Assert.True(difference.narrow(0, 0, 5).max().ToDouble() == 0);
        Assert.True(difference.narrow(0, 5, 2).min().ToDouble() > 0);
    }

    [Fact]
    public void Should_Share_One_Table_When_Embeddings_Are_Tied()
    {
        using var scope = NewDisposeScope();
        using var model = new DecoderLm(Small with { TiedEmbeddings = true, Positions = PositionEncoding.Sinusoidal, Gated = false, Normalization = TransformerNormalization.Layer }, 1);
        Assert.DoesNotContain("lm_head.weight", model.state_dict().Keys);
        Assert.DoesNotContain("model.layers.0.mlp.gate_proj.weight", model.state_dict().Keys);
        Assert.Equal([7L, 8], model.state_dict()["model.embed_positions.weight"].shape);
        Assert.DoesNotContain("model.embed_positions.weight", model.named_parameters().Select(p => p.name));
        Assert.Equal([3L, 7, 11], model.call(Tokens).shape);
    }

    [Fact]
    public void Should_Attend_To_The_Group_Of_The_Query_Head_When_Keys_Are_Grouped()
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        var options = new TransformerBlockOptions { Width = 6, Heads = 4, KeyValueHeads = 2, HeadSize = 2, Names = TransformerNames.Llama, Bias = false, Causal = true, DataType = ScalarType.Float64 };
        using var layer = new SelfAttention(options, 5);
        var s = layer.state_dict();
        var x = randn([1, 3, 6], dtype: ScalarType.Float64, generator: new Generator(1));
        var (q, k, v) = (x[0].matmul(s["q_proj.weight"].t()), x[0].matmul(s["k_proj.weight"].t()), x[0].matmul(s["v_proj.weight"].t()));
        var context = zeros(3, 8, dtype: ScalarType.Float64);
        for (var head = 0; head < 4; head++)
        {
            for (var t = 0; t < 3; t++)
            {
                var weights = new double[t + 1];
                for (var u = 0; u <= t; u++)
                {
                    weights[u] = Math.Exp(Row(q, t, head).mul(Row(k, u, head / 2)).sum().ToDouble() / Math.Sqrt(2));
                }

                for (var u = 0; u <= t; u++)
                {
                    context[t].narrow(0, 2 * head, 2).add_(Row(v, u, head / 2) * (weights[u] / weights.Sum()));
                }
            }
        }

        Assert.True((layer.call(x)[0] - context.matmul(s["o_proj.weight"].t())).abs().max().ToDouble() < 1e-12);

        static Tensor Row(Tensor matrix, int t, int head) => matrix[t].narrow(0, 2 * head, 2);
    }

    [Fact]
    public void Should_Depend_On_Distances_Alone_When_Positions_Rotate()
    {
        using var scope = NewDisposeScope();
        var q = randn([1, 1, 1, 6], dtype: ScalarType.Float64, generator: new Generator(1)).expand(1, 1, 9, 6);
        var k = randn([1, 1, 1, 6], dtype: ScalarType.Float64, generator: new Generator(2)).expand(1, 1, 9, 6);
        var scores = RotaryPositions.Rotate(q, 100).matmul(RotaryPositions.Rotate(k, 100).transpose(2, 3))[0, 0]; // (T, T)
        Assert.Equal(scores[1, 4].ToDouble(), scores[5, 8].ToDouble(), 1e-12);
        Assert.NotEqual(scores[1, 4].ToDouble(), scores[4, 1].ToDouble(), 1e-3);
        Assert.Equal((q * k).narrow(2, 0, 1).sum().ToDouble(), scores[3, 3].ToDouble(), 1e-12);
    }

    [Fact]
    public void Should_Have_Unit_Mean_Square_When_Normalised_By_Root_Mean_Square()
    {
        using var scope = NewDisposeScope();
        using var norm = new RmsNorm(5, 0, ScalarType.Float64);
        var y = norm.call(randn([4, 5], dtype: ScalarType.Float64, generator: new Generator(1)));
        Assert.True((y.square().mean([1L]) - 1).abs().max().ToDouble() < 1e-12);
        Assert.Equal(["weight"], norm.state_dict().Keys);
    }

    [Fact]
    public void Should_Say_What_Does_Not_Fit_When_Options_Or_Tokens_Are_Wrong()
    {
        using var scope = NewDisposeScope();
        Assert.Contains("divisor of the 4 heads", Assert.Throws<ArgumentException>(() => new DecoderLm(Small with { KeyValueHeads = 3 }, 1)).Message);
        Assert.Contains("even number of units", Assert.Throws<ArgumentException>(() => new DecoderLm(Small with { HeadSize = 3 }, 1)).Message);
        using var model = new DecoderLm(Small with { Positions = PositionEncoding.Learned }, 1);
        Assert.Contains("8 tokens", Assert.Throws<ArgumentException>(() => model.call(zeros([1, 8], dtype: ScalarType.Int64))).Message);
        Assert.Contains("expected (N, T)", Assert.Throws<ArgumentException>(() => model.call(zeros([8], dtype: ScalarType.Int64))).Message);
    }
}
