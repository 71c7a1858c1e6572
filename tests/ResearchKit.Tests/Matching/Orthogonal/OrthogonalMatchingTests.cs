using ResearchKit.Matching;
using ResearchKit.Models;
using ResearchKit.Permutations;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Tests.Matching;

public sealed class OrthogonalMatchingTests
{
    private static readonly DecoderLmOptions Lm = new() { VocabularySize = 23, ContextLength = 9, Width = 16, Depth = 2, Heads = 4, KeyValueHeads = 2, FeedForwardSize = 20, DataType = ScalarType.Float64 };
    private static readonly VitOptions Image = new() { ImageSize = 6, Channels = 2, PatchSize = 2, Width = 16, Depth = 2, Heads = 4, FeedForwardSize = 20, Classes = 3, DataType = ScalarType.Float64 };

    private static Tensor Tokens => randint(0, 23, [3, 9], dtype: ScalarType.Int64, generator: new Generator(1));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Should_Keep_The_Function_When_Gains_Are_Folded(bool tied)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        using var model = Shaken(new DecoderLm(Lm with { TiedEmbeddings = tied }, 1));
        var folded = Fold(model.state_dict());
        using var twin = new DecoderLm(Lm, 2);
        twin.load_state_dict(folded);
        Assert.True((twin.call(Tokens) - model.call(Tokens)).abs().max().ToDouble() < 1e-10);
        Assert.All(folded.Where(pair => pair.Key.Contains("norm", StringComparison.Ordinal)), pair => Assert.True(pair.Value.eq(1).all().ToBoolean()));
    }

    [Theory]
    [InlineData(ScalarType.Float64, 1e-10)]
    [InlineData(ScalarType.Float32, 1e-4)]
    public void Should_Keep_The_Function_When_A_Layer_Normalised_Vit_Is_Folded_And_Turned(ScalarType dtype, double tolerance)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        using var model = Shaken(new Vit(Image with { DataType = dtype }, 1));
        using var other = Shaken(new Vit(Image with { DataType = dtype }, 2));
        var (reference, candidate) = (FoldVit(model.state_dict()), FoldVit(other.state_dict()));
        var spec = PermutationSpecs.Vit(reference, 4);
        var result = OrthogonalMatching.Match(spec, ResidualPath.Vit(reference), reference, candidate);
        using var twin = new Vit(Image with { DataType = dtype, Normalization = TransformerNormalization.Rms }, 3);
        var images = rand([3, 2, 6, 6], dtype: dtype, generator: new Generator(1));
        var expected = other.call(images);
        twin.load_state_dict(candidate);
        Assert.True((twin.call(images) - expected).abs().max().ToDouble() < tolerance);
        twin.load_state_dict(result.Alignment.Apply(candidate));
        Assert.True((twin.call(images) - expected).abs().max().ToDouble() < tolerance);
        result.Alignment.Dispose();
    }

    [Fact]
    public void Should_Come_Closer_Than_Permutations_When_Models_Are_Independent()
    {
        using var scope = NewDisposeScope();
        using var first = Shaken(new DecoderLm(Lm, 1));
        using var second = Shaken(new DecoderLm(Lm, 2));
        var (reference, candidate) = (Fold(first.state_dict()), Fold(second.state_dict()));
        var spec = PermutationSpecs.DecoderLm(reference, 4);
        var result = OrthogonalMatching.Match(spec, ResidualPath.DecoderLm(reference), reference, candidate);
        using var alignment = result.Alignment;
        Assert.True(result.DistanceAfter < result.Permutations.DistanceAfter, $"{result.DistanceAfter} {result.Permutations.DistanceAfter}");
        Assert.Equal(result.Permutations.DistanceBefore, result.DistanceBefore, 1e-9);
        Assert.Equal(result.ObjectiveTrace.Order(), result.ObjectiveTrace);
        Assert.True(result.Converged);
        Assert.True((alignment.Rotation.matmul(alignment.Rotation.t()) - eye(16, dtype: ScalarType.Float64)).abs().max().ToDouble() < 1e-10);
        var aligned = alignment.Apply(candidate);
        var distance = Math.Sqrt(reference.Sum(pair => (pair.Value - aligned[pair.Key]).square().sum().ToDouble()));
        Assert.Equal(distance, result.DistanceAfter, 1e-9);
    }

    [Fact]
    public void Should_Recover_A_Planted_Rotation_When_The_Function_Is_The_Same()
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        using var model = Shaken(new DecoderLm(Lm, 1));
        var reference = Fold(model.state_dict());
        var spec = PermutationSpecs.DecoderLm(reference, 4);
        var stream = ResidualPath.DecoderLm(reference);
        var (planted, _) = linalg.qr(randn([16, 16], dtype: ScalarType.Float64, generator: new Generator(3)));
        var heads = Alignment.Random(spec, 4).With(stream.Group, Permutation.Identity(16));
        var candidate = new OrthogonalAlignment(stream, heads, planted).Apply(reference);
        var result = OrthogonalMatching.Match(spec, stream, reference, candidate, new OrthogonalMatchingOptions { Weights = new WeightMatchingOptions { Starts = 3 } });
        Assert.True(result.Permutations.DistanceAfter > 1);
        Assert.True(result.DistanceAfter < 1e-4, $"{result.DistanceAfter}");
        Assert.True((result.Alignment.Rotation.matmul(planted) - eye(16, dtype: ScalarType.Float64)).abs().max().ToDouble() < 1e-6);
        Assert.Equal(heads.Inverse(), result.Alignment.Alignment);
    }

    [Fact]
    public void Should_Refuse_When_Gains_Are_Not_Folded_Or_A_Bias_Has_No_Place()
    {
        using var scope = NewDisposeScope();
        using var model = Shaken(new DecoderLm(Lm, 1));
        var state = model.state_dict();
        var stream = ResidualPath.DecoderLm(state);
        Assert.Contains("Fold", Assert.Throws<ArgumentException>(() => OrthogonalMatching.Match(PermutationSpecs.DecoderLm(state, 4), stream, state, state)).Message);
        using var layer = Shaken(new DecoderLm(Lm with { Normalization = TransformerNormalization.Layer }, 1));
        Assert.Contains("give the layer a bias", Assert.Throws<ArgumentException>(() => Fold(layer.state_dict())).Message);
    }

    private static Dictionary<string, Tensor> Fold(Dictionary<string, Tensor> state) => ResidualPath.DecoderLm(state).Fold(PermutationSpecs.DecoderLm(state, 4), state);

    private static Dictionary<string, Tensor> FoldVit(Dictionary<string, Tensor> state) => ResidualPath.Vit(state).Fold(PermutationSpecs.Vit(state, 4), state);

    private static T Shaken<T>(T module)
        where T : nn.Module
    {
        using var frozen = no_grad();
        using var generator = new Generator(9);
        foreach (var parameter in module.parameters())
        {
            parameter.add_(randn(parameter.shape, dtype: parameter.dtype, generator: generator) * 0.2);
        }

        return module;
    }
}
