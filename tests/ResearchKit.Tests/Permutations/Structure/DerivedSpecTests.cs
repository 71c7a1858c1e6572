using ResearchKit.Models;
using ResearchKit.Permutations;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace ResearchKit.Tests.Permutations;

public sealed class DerivedSpecTests
{
    private static Tensor Image(int channels, int size) => rand([2, channels, size, size], generator: new Generator(1));

    private static Tensor Tokens => randint(0, 11, [3, 7], dtype: ScalarType.Int64, generator: new Generator(1));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Should_Equal_The_Written_Spec_When_Derived_From_An_Mlp(bool bias)
    {
        using var scope = NewDisposeScope();
        using var model = new Mlp(new MlpOptions { InputSize = 9, HiddenSizes = [8, 7], Classes = 3, Bias = bias }, 1);
        AssertSame(PermutationSpecs.Mlp(model.state_dict()), PermutationSpecs.FromModule(model, Image(1, 3)));
    }

    [Theory]
    [InlineData(Normalization.None)]
    [InlineData(Normalization.Batch)]
    [InlineData(Normalization.Layer)]
    public void Should_Equal_The_Written_Spec_When_Derived_From_A_Vgg(Normalization normalization)
    {
        using var scope = NewDisposeScope();
        var options = new VggOptions { Plan = [6, VggOptions.Pool, 8, 7, VggOptions.Pool], InputChannels = 2, InputSize = 9, ClassifierSizes = [11], Classes = 3, Normalization = normalization };
        using var model = new Vgg(options, 1);
        AssertSame(PermutationSpecs.Vgg(model.state_dict()), PermutationSpecs.FromModule(model, Image(2, 9)));
    }

    [Theory]
    [InlineData(ResidualBlockKind.Basic, Normalization.Batch, ResNetStem.Small)]
    [InlineData(ResidualBlockKind.Basic, Normalization.None, ResNetStem.Small)]
    [InlineData(ResidualBlockKind.Basic, Normalization.Layer, ResNetStem.Small)]
    [InlineData(ResidualBlockKind.Bottleneck, Normalization.Batch, ResNetStem.Large)]
    public void Should_Equal_The_Written_Spec_When_Derived_From_A_ResNet(ResidualBlockKind kind, Normalization normalization, ResNetStem stem)
    {
        using var scope = NewDisposeScope();
        using var model = new ResNet(new ResNetOptions { Blocks = [1, 2], Widths = [4, 6], Kind = kind, Normalization = normalization, Stem = stem, InputSize = 12, Classes = 3 }, 1);
        AssertSame(PermutationSpecs.ResNet(model.state_dict()), PermutationSpecs.FromModule(model, Image(3, 12)));
    }

    [Theory]
    [InlineData(NormalizationPlacement.Before, TransformerNormalization.Layer, VitPooling.ClassToken, false)]
    [InlineData(NormalizationPlacement.After, TransformerNormalization.Rms, VitPooling.Mean, true)]
    public void Should_Equal_The_Written_Spec_When_Derived_From_A_Vit(NormalizationPlacement placement, TransformerNormalization normalization, VitPooling pooling, bool gated)
    {
        using var scope = NewDisposeScope();
        var options = new VitOptions { ImageSize = 6, Channels = 2, Width = 12, Heads = 3, FeedForwardSize = 10, Classes = 3, Placement = placement, Normalization = normalization, Pooling = pooling, Gated = gated };
        using var model = new Vit(options, 1);
        AssertSame(PermutationSpecs.Vit(model.state_dict(), 3), PermutationSpecs.FromModule(model, Image(2, 6)));
    }

    [Theory]
    [InlineData(PositionEncoding.Learned, 6, true, true)]
    [InlineData(PositionEncoding.Sinusoidal, 3, false, true)]
    [InlineData(PositionEncoding.Rotary, 2, true, false)]
    [InlineData(PositionEncoding.Rotary, 1, false, false)]
    public void Should_Equal_The_Written_Spec_When_Derived_From_A_Language_Model(PositionEncoding positions, int keyValueHeads, bool gated, bool tied)
    {
        using var scope = NewDisposeScope();
        var options = new DecoderLmOptions { VocabularySize = 11, ContextLength = 7, Width = 12, Heads = 6, KeyValueHeads = keyValueHeads, FeedForwardSize = 10, Positions = positions, Gated = gated, TiedEmbeddings = tied, Bias = !tied };
        using var model = new DecoderLm(options, 1);
        AssertSame(PermutationSpecs.DecoderLm(model.state_dict(), 6), PermutationSpecs.FromModule(model, Tokens));
    }

    [Fact]
    public void Should_Follow_The_Chain_When_A_Network_Is_Sequential()
    {
        using var scope = NewDisposeScope();
        using var model = nn.Sequential(
            ("body", nn.Sequential(nn.Conv2d(3, 4, 3, padding: 1), nn.BatchNorm2d(4), nn.ReLU(), nn.Conv2d(4, 8, 3, groups: 4, padding: 1), nn.MaxPool2d(2))),
            ("flat", nn.Flatten()),
            ("norm", nn.BatchNorm1d(8 * 9)),
            ("hidden", nn.Linear(8 * 9, 10)),
            ("rms", new RmsNorm(10)),
            ("act", nn.GELU()),
            ("head", nn.Linear(10, 3)));
        var derived = PermutationSpecs.FromModule(model, Image(3, 6));
        Assert.Empty(derived.Unknown);
        Assert.Equal(["body.0", "hidden"], derived.Spec.Groups.Keys);
        Assert.Equal(new AxisPermutation("body.0", 2), derived.Spec.Axes["body.3.weight"][0]);
        Assert.Equal(new AxisPermutation("body.0", 18), derived.Spec.Axes["hidden.weight"][1]);
        Assert.Equal(new AxisPermutation("body.0", 18), derived.Spec.Axes["norm.running_mean"][0]);
        Assert.Equal([null], derived.Spec.Axes["head.bias"]);
    }

    [Fact]
    public void Should_Walk_Transformer_Parts_When_They_Stand_In_A_Chain()
    {
        using var scope = NewDisposeScope();
        var block = new TransformerBlockOptions { Width = 8, Heads = 2, FeedForwardSize = 6 };
        using var model = nn.Sequential(("in", nn.Linear(5, 8)), ("block", new TransformerBlock(block, 1)), ("attn", new SelfAttention(block, 2)), ("out", nn.Linear(8, 3)));
        var derived = PermutationSpecs.FromModule(model, rand([2, 4, 5], generator: new Generator(1)));
        Assert.Empty(derived.Unknown);
        Assert.Equal(["in", "block.attn.heads", "block.attn.head0.qk"], derived.Spec.Groups.Keys.Take(3));
        Assert.Equal(new AxisPermutation("attn.proj"), derived.Spec.Axes["out.weight"][1]);
    }

    [Fact]
    public void Should_Name_What_It_Does_Not_Know_And_Leave_Its_Neighbours_Alone()
    {
        using var scope = NewDisposeScope();
        using var model = nn.Sequential(("a", nn.Linear(5, 8)), ("b", nn.Linear(8, 7)), ("odd", new Reversed(7)), ("c", nn.Linear(7, 6)), ("d", nn.Linear(6, 3)));
        var derived = PermutationSpecs.FromModule(model, rand([2, 5], generator: new Generator(1)));
        var unknown = Assert.Single(derived.Unknown);
        Assert.Equal(("odd", "Reversed"), (unknown.Name, unknown.Type));
        Assert.Contains("IPermutationStructure", unknown.Reason);
        Assert.Equal(["a", "c"], derived.Spec.Groups.Keys);
        Assert.Equal([null, null], derived.Spec.Axes["odd.inner.weight"]);
        Assert.Equal([null, new AxisPermutation("a")], derived.Spec.Axes["b.weight"]);
        Assert.Equal([new AxisPermutation("c"), null], derived.Spec.Axes["c.weight"]);
        Assert.True(derived.Equivalence.Holds);
    }

    [Fact]
    public void Should_Fix_The_Stream_When_A_Branch_Is_Not_Known()
    {
        using var scope = NewDisposeScope();
        using var model = new Skipping(new Reversed(4));
        var derived = PermutationSpecs.FromModule(model, rand([2, 5], generator: new Generator(1)));
        Assert.Equal("branch", Assert.Single(derived.Unknown).Name);
        Assert.Empty(derived.Spec.Groups);

        using var known = new Skipping(nn.Sequential(nn.Linear(4, 6), nn.ReLU(), nn.Linear(6, 4)));
        Assert.Equal(["in", "branch.0"], PermutationSpecs.FromModule(known, rand([2, 5], generator: new Generator(1))).Spec.Groups.Keys);
    }

    [Fact]
    public void Should_Say_Why_When_A_Known_Layer_Cannot_Stand_Where_It_Stands()
    {
        using var scope = NewDisposeScope();
        using var model = nn.Sequential(("conv", nn.Conv2d(3, 4, 3)), ("wide", nn.Linear(6, 5)), ("group", nn.GroupNorm(2, 4)));
        var derived = PermutationSpecs.FromModule(model, Image(3, 8));
        Assert.Equal(["wide", "group"], derived.Unknown.Select(unknown => unknown.Name));
        Assert.Contains("takes 6 inputs where the stream has 4 channels", derived.Unknown[0].Reason);
        Assert.Empty(derived.Spec.Groups);
    }

    [Fact]
    public void Should_Refuse_When_A_Module_Describes_Itself_Wrongly()
    {
        using var scope = NewDisposeScope();
        using var model = new Lying();
        var error = Assert.Throws<ArgumentException>(() => PermutationSpecs.FromModule(model, rand([2, 5], generator: new Generator(1))));
        Assert.Contains("not a symmetry", error.Message);
        Assert.Contains("'a'", error.Message);
    }

    private static void AssertSame(PermutationSpec expected, DerivedSpec derived)
    {
        Assert.Empty(derived.Unknown);
        Assert.True(derived.Equivalence.Holds);
        Assert.Equal(expected.Groups, derived.Spec.Groups);
        Assert.Equal(expected.Statistics.Order(), derived.Spec.Statistics.Order());
        Assert.Equal(expected.Axes.Keys.Order(), derived.Spec.Axes.Keys.Order());
        Assert.All(expected.Axes, pair => Assert.Equal(pair.Value, derived.Spec.Axes[pair.Key]));
    }

    /// <summary>A layer that turns its units around: no permutation passes through it.</summary>
    private sealed class Reversed : nn.Module<Tensor, Tensor>
    {
        private readonly List<Linear> _layers = [];

        public Reversed(int size)
            : base(nameof(Reversed))
        {
            _layers.Add(nn.Linear(size, size));
            register_module("inner", _layers[0]);
        }

        public override Tensor forward(Tensor input) => _layers[0].call(input.flip(1));
    }

    private sealed class Skipping : nn.Module<Tensor, Tensor>, IPermutationStructure
    {
        private readonly List<nn.Module<Tensor, Tensor>> _parts = [];

        public Skipping(nn.Module<Tensor, Tensor> branch)
            : base(nameof(Skipping))
        {
            _parts.AddRange([nn.Linear(5, 4), branch, nn.Linear(4, 2)]);
            register_module("in", _parts[0]);
            register_module("branch", _parts[1]);
            register_module("out", _parts[2]);
        }

        public void Describe(ModuleStructure walk) =>
            walk.Layer("in", _parts[0]).Residual(inner => inner.Layer("branch", _parts[1])).Layer("out", _parts[2]);

        public override Tensor forward(Tensor input)
        {
            var x = _parts[0].call(input);
            return _parts[2].call(x + _parts[1].call(x));
        }
    }

    /// <summary>Describes a chain but turns the units around in it.</summary>
    private sealed class Lying : nn.Module<Tensor, Tensor>, IPermutationStructure
    {
        private readonly List<Linear> _layers = [nn.Linear(5, 6), nn.Linear(6, 3)];

        public Lying()
            : base(nameof(Lying))
        {
            register_module("a", _layers[0]);
            register_module("b", _layers[1]);
        }

        public void Describe(ModuleStructure walk) => walk.Layer("a", _layers[0]).Layer("b", _layers[1]);

        public override Tensor forward(Tensor input) => _layers[1].call(_layers[0].call(input).cumsum(1));
    }
}
