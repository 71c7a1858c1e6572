using ResearchKit.Connectivity;
using ResearchKit.Permutations;
using ResearchKit.Tests.Training;
using ResearchKit.Training;
using static TorchSharp.torch;

namespace ResearchKit.Tests.Connectivity;

public sealed class AlignmentStudyTests
{
    private static readonly AlignmentStudyOptions Small = new() { Points = 5, BatchSize = 16, TrainImages = 20, TaylorImages = 12, HeatMapSize = 3 };

    [Fact]
    public void Should_Agree_With_Its_Parts_When_A_Pair_Is_Measured()
    {
        using var scope = NewDisposeScope();
        using var train = ToyData.Stripes(40);
        using var test = ToyData.Stripes(24, seed: 2);
        using var model = Fixtures.SmallMlp(1);
        using var other = Fixtures.SmallMlp(2);
        var (a, b) = (Fixtures.Copy(model), Fixtures.Copy(other));
        var permuted = Shuffles.Mlp(b, Shuffles.Random(7, 1), Shuffles.Random(5, 2));
        var stages = new List<string>();
        var study = AlignmentStudy.MeasurePair(model, a, b, new Dictionary<string, IReadOnlyDictionary<string, Tensor>> { ["shuffled"] = permuted }, train, test, Small, new Sink(r => stages.Add(r.Stage)));

        Assert.Equal("naive", study.Naive.Name);
        var path = Assert.Single(study.Aligned);
        Assert.Same(path, study["shuffled"]);
        Assert.Equal(ParameterVector.Distance(a, permuted), path.Distance, 1e-12);
        Assert.Equal(1 - (path.Distance / ParameterVector.Distance(a, b)), study.Reduction("shuffled"), 1e-12);
        Assert.Equal(LossBarrier.Measure(model, a, permuted, null, test, new LossBarrierOptions { Points = 5 }).Test!.Losses, path.Barrier.Test!.Losses, (x, y) => Math.Abs(x - y) < 1e-12);
        Assert.Equal(study.Naive.Barrier.Test!.Losses[^1], path.Barrier.Test.Losses[^1], 1e-10);
        Assert.True(study.SpectrumChange("shuffled") < 1e-12);
        Assert.InRange(study.Reduction("shuffled"), -1, study.ReductionUpperBound);

        using var first = ModelSpectrum.Of(a);
        using var second = ModelSpectrum.Of(permuted);
        using var merged = ModelSpectrum.Of(Interpolation.Lerp(a, permuted, 0.5));
        Assert.Equal(SingularVectorAlignment.Measure(first, second, 0.3).R, path.R(0.3), 1e-10);
        Assert.Equal(SingularVectorAlignment.Measure(first, merged, 0.3).R, path.MergedR(0.3), 1e-10);
        Assert.Equal(SingularVectorAlignment.Measure(second, merged, 0).R, path.MergedToB[0].R, 1e-10);
        Assert.Equal(["fc0.weight", "fc1.weight", "fc2.weight"], path.HeatMaps.Select(h => h.Layer));
        Assert.Equal(3, path.HeatMaps[0].Terms.GetLength(0));

        using var part = train.Take(12);
        var loss = new ModelLoss(model, part, 12);
        Assert.Equal(TaylorBarrier.Measure(loss, a, permuted).Half, path.Taylor!.Estimate, 1e-12);
        Assert.Equal(loss.Evaluate(Interpolation.Lerp(a, permuted, 0.5)).Loss - ((loss.Evaluate(a).Loss + loss.Evaluate(permuted).Loss) / 2), path.Taylor.Actual, 1e-12);
        Assert.Contains("naive: loss barrier", stages);
        Assert.Contains("shuffled: singular vectors", stages);
    }

    [Fact]
    public void Should_Find_The_Planted_Permutation_When_Given_Its_Alignment()
    {
        using var scope = NewDisposeScope();
        using var data = ToyData.Stripes(24);
        using var model = Fixtures.SmallMlp(1);
        var a = Fixtures.Copy(model);
        var spec = PermutationSpecs.Mlp(a);
        var planted = Alignment.Random(spec, 3);
        var study = AlignmentStudy.MeasurePair(model, a, planted.Apply(a), new Dictionary<string, Alignment> { ["back"] = planted.Inverse() }, data, data, Small);
        Assert.Equal(0, study["back"].Distance);
        Assert.Equal(1, study.Reduction("back"));
        Assert.Equal(0, study["back"].Barrier.Test!.MaxBarrier, 1e-12);
        Assert.Equal(1, study["back"].R(0), 1e-10);
        Assert.True(study.Naive.R(0) < 0.9);
    }

    [Fact]
    public void Should_Find_Nothing_Between_Equal_Models()
    {
        using var scope = NewDisposeScope();
        using var data = ToyData.Stripes(24);
        using var model = Fixtures.SmallMlp(1);
        var state = Fixtures.Copy(model);
        var path = AlignmentStudy.MeasurePath("same", model, state, state, data, data, Small);
        Assert.Equal(0, path.Distance);
        Assert.Equal(0, path.Taylor!.Estimate);
        Assert.Equal(0, path.Barrier.Train!.MaxBarrier, 1e-12);
        Assert.All(path.Alignment, s => Assert.Equal(1, s.R, 1e-10));
        Assert.All(path.Spectra, s => Assert.Equal(0, s.MedianRelativeDifference));
    }

    [Fact]
    public void Should_Leave_Parts_Out_When_Options_Say_So()
    {
        using var scope = NewDisposeScope();
        using var data = ToyData.Stripes(24);
        using var model = Fixtures.SmallMlp(1);
        using var other = Fixtures.SmallMlp(2);
        var path = AlignmentStudy.MeasurePath("bare", model, Fixtures.Copy(model), Fixtures.Copy(other), data, data, Small with { TrainImages = 0, TaylorImages = 0, Thresholds = [] });
        Assert.Null(path.Barrier.Train);
        Assert.Null(path.Taylor);
        Assert.Empty(path.Alignment);
        Assert.Empty(path.HeatMaps);
        Assert.Contains("0.3", Assert.Throws<ArgumentException>(() => path.R(0.3)).Message, StringComparison.Ordinal);
        Assert.Contains("'nothing'", Assert.Throws<ArgumentException>(() => new PairStudy(path, [])["nothing"]).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Should_Load_Each_Layer_With_Its_Own_Inputs_When_Run()
    {
        using var scope = NewDisposeScope();
        using var data = ToyData.Stripes(24);
        using var model = Fixtures.SmallMlp(1);
        using var other = Fixtures.SmallMlp(2);
        var parameters = Fixtures.Copy(other);
        var loadings = InputLoading.OfLayers(model, parameters, data.Images);
        Assert.Equal(["fc0.weight", "fc1.weight", "fc2.weight"], loadings.Select(l => l.Layer));
        using var layer = LayerSpectrum.Of("fc1.weight", parameters["fc1.weight"]);
        Assert.Equal(InputLoading.Mean(layer, other.Activations(data.Images.to(ScalarType.Float64))["fc0"]), loadings[1].Loadings, (x, y) => Math.Abs(x - y) < 1e-10);
        Assert.Equal(loadings[1].Loadings.Take(2).Average(), loadings[1].Mean(0, 2), 1e-12);
        Assert.True(double.IsNaN(loadings[1].Mean(100, 2)));
        Assert.All(loadings.SelectMany(l => l.Loadings), v => Assert.InRange(v, 0, 1));
    }

    private sealed class Sink(Action<ProgressReport> report) : IProgress<ProgressReport>
    {
        public void Report(ProgressReport value) => report(value);
    }
}
