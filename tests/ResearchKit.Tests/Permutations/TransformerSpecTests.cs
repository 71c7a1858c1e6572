using ResearchKit.Models;
using ResearchKit.Permutations;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Tests.Permutations;

public sealed class TransformerSpecTests
{
    private static readonly VitOptions SmallVit = new() { ImageSize = 6, Channels = 2, PatchSize = 2, Width = 12, Depth = 2, Heads = 3, FeedForwardSize = 10, Classes = 3, DataType = ScalarType.Float64 };
    private static readonly DecoderLmOptions SmallLm = new() { VocabularySize = 11, ContextLength = 7, Width = 12, Depth = 2, Heads = 6, HeadSize = 4, FeedForwardSize = 10, DataType = ScalarType.Float64 };

    private static Tensor Images => rand([2, 2, 6, 6], dtype: ScalarType.Float64, generator: new Generator(1));

    private static Tensor Tokens => randint(0, 11, [3, 7], dtype: ScalarType.Int64, generator: new Generator(1));

    [Theory]
    [InlineData(NormalizationPlacement.Before, TransformerNormalization.Layer, VitPooling.ClassToken, false)]
    [InlineData(NormalizationPlacement.After, TransformerNormalization.Layer, VitPooling.Mean, false)]
    [InlineData(NormalizationPlacement.Before, TransformerNormalization.Rms, VitPooling.Mean, true)]
    public void Should_Keep_The_Function_When_A_Vit_Is_Permuted(NormalizationPlacement placement, TransformerNormalization normalization, VitPooling pooling, bool gated)
    {
        using var scope = NewDisposeScope();
        using var model = new Vit(SmallVit with { Placement = placement, Normalization = normalization, Pooling = pooling, Gated = gated }, 1);
        Shake(model);
        var spec = PermutationSpecs.Vit(model.state_dict(), 3);
        var result = FunctionalEquivalence.Check(spec, model, Images);
        Assert.True(result.Holds, $"{result}");
        Assert.Equal(["patch_embed.proj", "blocks.0.attn.heads", "blocks.0.attn.head0.qk", "blocks.0.attn.head1.qk"], spec.Groups.Keys.Take(4));
        Assert.Equal(1 + (2 * (1 + 3 + 3 + 1)), spec.Groups.Count);
        Assert.Equal(4, spec.Groups["blocks.1.attn.head2.v"]);
        Assert.Equal(3, spec.Groups["blocks.1.attn.heads"]);
    }

    [Theory]
    [InlineData(PositionEncoding.None, null, true, true, TransformerNormalization.Rms)]
    [InlineData(PositionEncoding.Learned, null, false, false, TransformerNormalization.Layer)]
    [InlineData(PositionEncoding.Sinusoidal, 2, true, false, TransformerNormalization.Rms)]
    [InlineData(PositionEncoding.Rotary, 2, false, true, TransformerNormalization.Layer)]
    [InlineData(PositionEncoding.Rotary, 6, true, true, TransformerNormalization.Rms)]
    [InlineData(PositionEncoding.Learned, 1, true, true, TransformerNormalization.Rms)]
    [InlineData(PositionEncoding.Learned, 3, true, true, TransformerNormalization.Rms)]
    public void Should_Keep_The_Function_When_A_Language_Model_Is_Permuted(PositionEncoding positions, int? keyValueHeads, bool gated, bool tied, TransformerNormalization normalization)
    {
        using var scope = NewDisposeScope();
        using var model = new DecoderLm(SmallLm with { Positions = positions, KeyValueHeads = keyValueHeads, Gated = gated, TiedEmbeddings = tied, Normalization = normalization, Bias = !gated }, 1);
        Shake(model);
        var spec = PermutationSpecs.DecoderLm(model.state_dict(), 6, rotary: positions == PositionEncoding.Rotary);
        var result = FunctionalEquivalence.Check(spec, model, Tokens);
        Assert.True(result.Holds, $"{result}");

        var rotary = positions == PositionEncoding.Rotary;
        var groups = keyValueHeads ?? 6;
        Assert.Equal(!rotary, spec.Groups.ContainsKey("model.layers.1.self_attn.head0.qk"));
        Assert.Equal(groups > 1, spec.Groups.ContainsKey("model.layers.0.self_attn.heads"));
        Assert.Equal(groups < 6, spec.Groups.TryGetValue("model.layers.0.self_attn.head0.queries", out var queries) && queries == 6 / groups);
        Assert.Contains(gated ? "model.layers.0.mlp.gate_proj" : "model.layers.0.mlp.up_proj", spec.Groups.Keys);
    }

    [Fact]
    public void Should_Suppose_Rotary_Positions_When_There_Is_No_Table()
    {
        using var rotary = new DecoderLm(SmallLm, 1);
        using var learned = new DecoderLm(SmallLm with { Positions = PositionEncoding.Learned }, 1);
        Assert.DoesNotContain("model.layers.0.self_attn.head0.qk", PermutationSpecs.DecoderLm(rotary.state_dict(), 6).Groups.Keys);
        Assert.Contains("model.layers.0.self_attn.head0.qk", PermutationSpecs.DecoderLm(learned.state_dict(), 6).Groups.Keys);
    }

    [Fact]
    public void Should_Break_The_Function_When_Query_And_Key_Units_Move_Under_Rotary_Positions()
    {
        using var scope = NewDisposeScope();
        using var model = new DecoderLm(SmallLm, 1);
        var spec = PermutationSpecs.DecoderLm(model.state_dict(), 6, rotary: false);
        var result = FunctionalEquivalence.Check(spec, model, Tokens);
        Assert.True(result.MaxDifference > 1e-3, $"{result}");
        Assert.All(result.BreakingGroups, group => Assert.EndsWith(".qk", group));
        Assert.NotEmpty(result.BreakingGroups);
    }

    [Fact]
    public void Should_Break_The_Function_When_Whole_Pairs_Move_Under_Rotary_Positions()
    {
        using var scope = NewDisposeScope();
        using var model = new DecoderLm(SmallLm with { Heads = 1, HeadSize = 8, Depth = 1 }, 1);
        Shake(model);
        var state = model.state_dict();
        var expected = model.call(Tokens);
        var pairs = tensor((long[])[1, 0, 2, 3, 5, 4, 6, 7]); // pairs (0, 4) and (1, 5) change places
        foreach (var part in new[] { "q_proj", "k_proj" })
        {
            using var frozen = no_grad();
            var weight = state[$"model.layers.0.self_attn.{part}.weight"];
            weight.copy_(weight.index_select(0, pairs));
        }

        Assert.True((model.call(Tokens) - expected).abs().max().ToDouble() > 1e-3);
    }

    [Fact]
    public void Should_Break_The_Function_When_Query_And_Key_Rows_Cross_Heads_Without_Their_Values()
    {
        using var scope = NewDisposeScope();
        using var model = new DecoderLm(SmallLm with { Positions = PositionEncoding.None, Depth = 1 }, 1);
        Shake(model);
        var expected = model.call(Tokens);
        var state = model.state_dict();
        var p = Permutation.Random(24, 3);
        using (no_grad())
        {
            foreach (var part in new[] { "q_proj", "k_proj" })
            {
                var weight = state[$"model.layers.0.self_attn.{part}.weight"];
                weight.copy_(p.Apply(weight, 0));
            }
        }

        Assert.True((model.call(Tokens) - expected).abs().max().ToDouble() > 1e-3);
    }

    [Fact]
    public void Should_Undo_An_Alignment_When_Inverted_Or_Composed()
    {
        using var scope = NewDisposeScope();
        using var model = new DecoderLm(SmallLm with { Positions = PositionEncoding.Learned, KeyValueHeads = 3 }, 1);
        var state = model.state_dict();
        var spec = PermutationSpecs.DecoderLm(state, 6);
        var (first, second) = (Alignment.Random(spec, 1), Alignment.Random(spec, 2));
        AssertEqual(second.Apply(first.Apply(state)), first.Compose(second).Apply(state));
        AssertEqual(state, first.Inverse().Apply(first.Apply(state)));
        Assert.True(first.Compose(first.Inverse()).IsIdentity);
        Assert.True(first.Inverse().Compose(first).IsIdentity);
        Assert.Equal(first.Compose(second).Inverse(), second.Inverse().Compose(first.Inverse()));
    }

    [Fact]
    public void Should_Undo_An_Alignment_When_The_Projection_Is_Fused()
    {
        using var scope = NewDisposeScope();
        using var model = new Vit(SmallVit, 1);
        var spec = PermutationSpecs.Vit(model.state_dict(), 3);
        var alignment = Alignment.Random(spec, 1);
        AssertEqual(model.state_dict(), alignment.Inverse().Apply(alignment.Apply(model.state_dict())));
    }

    [Theory]
    [InlineData(".mlp.", 2)]
    [InlineData(".self_attn.", 14)]
    [InlineData(".queries", 6)]
    [InlineData(".qk", 6)]
    public void Should_Still_Keep_The_Function_When_Restricted(string part, int groups)
    {
        using var scope = NewDisposeScope();
        using var model = new DecoderLm(SmallLm with { Positions = PositionEncoding.Learned, KeyValueHeads = 3, Depth = part.StartsWith(".s", StringComparison.Ordinal) ? 1 : 2 }, 1);
        var spec = PermutationSpecs.DecoderLm(model.state_dict(), 6).Restrict(group => group.Contains(part, StringComparison.Ordinal));
        Assert.All(spec.Groups.Keys, group => Assert.Contains(part, group));
        Assert.Equal(part == ".self_attn." ? 1 + 9 : groups, spec.Groups.Count);
        Assert.True(FunctionalEquivalence.Check(spec, model, Tokens).Holds);
    }

    [Fact]
    public void Should_Move_Heads_As_Blocks_When_Nesting_Is_Taken_Away()
    {
        using var scope = NewDisposeScope();
        using var model = new DecoderLm(SmallLm, 1);
        var spec = PermutationSpecs.DecoderLm(model.state_dict(), 6);
        var plain = spec.WithoutNesting();
        Assert.True(spec.IsNested);
        Assert.False(plain.IsNested);
        Assert.Same(plain, plain.WithoutNesting());
        Assert.Contains("model.layers.0.self_attn.heads", plain.Groups.Keys);
        Assert.True(FunctionalEquivalence.Check(plain, model, Tokens).Holds);

        using var vit = new Vit(SmallVit, 1);
        var fused = PermutationSpecs.Vit(vit.state_dict(), 3).WithoutNesting();
        Assert.Equal(["patch_embed.proj", "blocks.0.mlp.fc1", "blocks.1.mlp.fc1"], fused.Groups.Keys);
        Assert.True(FunctionalEquivalence.Check(fused, vit, Images).Holds);
    }

    [Fact]
    public void Should_Count_Ten_To_The_Symmetries_When_Heads_Are_Nested()
    {
        using var model = new Vit(SmallVit with { Depth = 1 }, 1);
        var spec = PermutationSpecs.Vit(model.state_dict(), 3);
        var expected = Log10(12) + Log10(10) + Log10(3) + (6 * Log10(4));
        Assert.Equal(expected, spec.Log10SymmetryCount, 1e-9);

        static double Log10(int n) => Enumerable.Range(1, n).Sum(i => Math.Log10(i));
    }

    [Fact]
    public void Should_Say_What_Is_Wrong_When_Heads_Or_Names_Do_Not_Fit()
    {
        using var scope = NewDisposeScope();
        using var model = new Vit(SmallVit, 1);
        Assert.Contains("5 heads", Assert.Throws<ArgumentException>(() => PermutationSpecs.Vit(model.state_dict(), 5)).Message);
        using var lm = new DecoderLm(SmallLm, 1);
        var state = lm.state_dict();
        state.Add("model.layers.0.self_attn.rotary_emb.inv_freq", zeros(2));
        Assert.Contains("rotary_emb.inv_freq", Assert.Throws<ArgumentException>(() => PermutationSpecs.DecoderLm(state, 6)).Message);
        state.Remove("model.layers.0.self_attn.rotary_emb.inv_freq");
        state.Remove("model.layers.1.self_attn.k_proj.weight");
        Assert.Contains("k_proj", Assert.Throws<ArgumentException>(() => PermutationSpecs.DecoderLm(state, 6)).Message);
        Assert.Contains("Not a vision transformer", Assert.Throws<ArgumentException>(() => PermutationSpecs.Vit(lm.state_dict(), 6)).Message);
    }

    [Fact]
    public void Should_Refuse_When_Blocks_That_Change_Places_Differ_Inside()
    {
        var heads = new AxisPermutation("heads", 4) { Inner = [new("a"), AxisPermutation.Fixed(4)] };
        Assert.Contains("must be alike", Refused(heads, ("heads", 2), ("a", 4)));
        Assert.Contains("inside of 1 blocks", Refused(heads with { Inner = [new("a")] }, ("heads", 2), ("a", 4)));
        Assert.Contains("one of its own blocks", Refused(heads with { Inner = [new("heads", 2), new("heads", 2)] }, ("heads", 2)));
        Assert.Contains("does not have", Refused(heads, ("heads", 2)));

        static string Refused(AxisPermutation axis, params (string, int)[] groups) => Assert.Throws<ArgumentException>(() => new PermutationSpec(
            groups.Select(group => KeyValuePair.Create(group.Item1, group.Item2)),
            [KeyValuePair.Create<string, IReadOnlyList<AxisPermutation?>>("w", [axis])])).Message;
    }

    [Fact]
    public void Should_Move_Units_Of_A_Place_First_When_Heads_Move()
    {
        using var scope = NewDisposeScope();
        var axis = new AxisPermutation("heads", 2) { Inner = [new("a"), new("b")] };
        var spec = new PermutationSpec(
            [KeyValuePair.Create("heads", 2), KeyValuePair.Create("a", 2), KeyValuePair.Create("b", 2)],
            [KeyValuePair.Create<string, IReadOnlyList<AxisPermutation?>>("w", [axis])]);
        var alignment = new Alignment(spec, [KeyValuePair.Create("heads", new Permutation([1, 0])), KeyValuePair.Create("a", new Permutation([1, 0]))]);
        var moved = alignment.Apply(new Dictionary<string, Tensor> { ["w"] = arange(0, 4, 1, dtype: ScalarType.Float64) })["w"];
        Assert.Equal([3.0, 2.0, 0.0, 1.0], moved.data<double>().ToArray());
        Assert.Equal(["w", "w", "w"], new[] { "heads", "a", "b" }.Select(group => Assert.Single(spec.AxesOf(group)).Tensor));
        Assert.Contains("heads x 2 [a, b]", spec.ToString());
    }

    /// <summary>Moves what starts as ones or zeros, so that a wrong axis shows.</summary>
    private static void Shake(nn.Module module)
    {
        using var frozen = no_grad();
        using var generator = new Generator(9);
        foreach (var parameter in module.parameters())
        {
            parameter.add_(randn(parameter.shape, dtype: parameter.dtype, generator: generator) * 0.2);
        }
    }

    private static void AssertEqual(Dictionary<string, Tensor> expected, Dictionary<string, Tensor> actual) =>
        Assert.All(expected, pair => Assert.True(pair.Value.Equals(actual[pair.Key]), pair.Key));
}
