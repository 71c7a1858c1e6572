using ResearchKit.Matching;
using ResearchKit.Models;
using ResearchKit.Permutations;
using ResearchKit.Tests.Permutations;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Tests.Matching;

public sealed class ActivationMatchingTests(TrainedModels models) : IClassFixture<TrainedModels>
{
    private static readonly PermutationSpec Pair = PermutationSpec.Builder().Linear("h", 3).Output("o").Build();

    [Theory]
    [InlineData(ActivationSimilarity.SecondMoment)]
    [InlineData(ActivationSimilarity.Pearson)]
    public void Should_Recover_A_Planted_Permutation_When_The_Function_Is_The_Same(ActivationSimilarity similarity)
    {
        var options = new MlpOptions { InputSize = 20, HiddenSizes = [30, 25], Classes = 4, Activation = Activation.Tanh };
        using var reference = new Mlp(options, 1);
        using var candidate = new Mlp(options, 2);
        var spec = PermutationSpecs.Mlp(reference.state_dict());
        var planted = Alignment.Random(spec, 3);
        candidate.load_state_dict(planted.Apply(reference.state_dict()));
        using var generator = new Generator(4);
        using var inputs = randn([200, 20], generator: generator);
        var result = ActivationMatching.Match(spec, reference, candidate, [inputs], new ActivationMatchingOptions { Similarity = similarity });
        Assert.Equal(planted.Inverse(), result.Alignment);
        Assert.All(result.Similarity, pair => Assert.True(pair.Value > result.SimilarityBefore[pair.Key]));
    }

    [Fact]
    public void Should_Lower_The_Barrier_When_Models_Are_Trained()
    {
        foreach (var similarity in Enum.GetValues<ActivationSimilarity>())
        {
            var result = ActivationMatching.Match(models.Spec, models[0], models[1], models.Images(200), new ActivationMatchingOptions { Similarity = similarity });
            var naive = models.Barrier(models.States[0], models.States[1]);
            var matched = models.Barrier(models.States[0], result.Alignment.Apply(models.States[1]));
            Assert.True(matched < naive / 2, $"{similarity}: naive {naive}, matched {matched}");
        }
    }

    [Fact]
    public void Should_Not_Depend_On_Batches_And_Chunks_When_Inputs_Are_The_Same()
    {
        var whole = ActivationMatching.Match(models.Spec, models[0], models[1], models.Images(2000));
        var parts = ActivationMatching.Match(models.Spec, models[0], models[1], models.Images(97), new ActivationMatchingOptions { ChunkSize = 13 });
        Assert.Equal(whole.Samples, parts.Samples);
        Assert.All(whole.Similarity, pair => Assert.Equal(pair.Value, parts.Similarity[pair.Key], 1e-5 * Math.Abs(pair.Value)));
        Assert.Equal(whole.DeadUnits, parts.DeadUnits);
    }

    [Theory]
    [InlineData(ActivationSimilarity.SecondMoment)]
    [InlineData(ActivationSimilarity.Pearson)]
    public void Should_Equal_The_Formula_When_Written_Out(ActivationSimilarity similarity)
    {
        // Samples by units; unit 1 of the reference is dead.
        double[,] a = { { 1, 5, 0.5 }, { 2, 5, -1 }, { -1, 5, 3 }, { 0.5, 5, 2 } };
        double[,] b = { { 0, 1, 2 }, { 1, -1, 2.5 }, { 2, 0.5, -1 }, { 1, 1, 0 } };
        const double Epsilon = 1e-4;
        var expected = new double[3, 3];
        for (var i = 0; i < 3; i++)
        {
            for (var j = 0; j < 3; j++)
            {
                var (x, y) = (Column(a, i), Column(b, j));
                var moment = x.Zip(y, (u, v) => u * v).Average();
                var deviations = Deviation(x) * Deviation(y);
                expected[i, j] = similarity == ActivationSimilarity.SecondMoment ? moment
                    : deviations == 0 ? 0
                    : (moment - (x.Average() * y.Average())) / (deviations + Epsilon);
            }
        }

        var best = Orders().Max(order => Enumerable.Range(0, 3).Sum(i => expected[i, order[i]]) / 3);
        var result = ActivationMatching.Match(Pair, Source(a), Source(b), [zeros(1)], new ActivationMatchingOptions { Similarity = similarity, ChunkSize = 3 });
        Assert.Equal(best, result.Similarity["h"], 1e-12);
        Assert.Equal((expected[0, 0] + expected[1, 1] + expected[2, 2]) / 3, result.SimilarityBefore["h"], 1e-12);
        Assert.Equal(1, result.DeadUnits["h"]);
        Assert.Equal(4, result.Samples["h"]);

        static double[] Column(double[,] matrix, int column) => [.. Enumerable.Range(0, 4).Select(row => matrix[row, column])];
        static double Deviation(double[] x) => Math.Sqrt(Math.Max(0, x.Average(v => v * v) - (x.Average() * x.Average())));
        static int[][] Orders() => [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]];
    }

    [Fact]
    public void Should_Count_Positions_As_Samples_When_Activations_Are_Maps()
    {
        using var generator = new Generator(1);
        using var maps = randn([5, 3, 2, 4], dtype: ScalarType.Float64, generator: generator);
        var p = new Permutation([2, 0, 1]);
        var result = ActivationMatching.Match(
            Pair,
            _ => new Dictionary<string, Tensor> { ["h"] = maps.clone() },
            _ => new Dictionary<string, Tensor> { ["h"] = p.Apply(maps, 1) },
            [zeros(1)]);
        Assert.Equal(40, result.Samples["h"]);
        Assert.Equal(p.Inverse(), result.Alignment["h"]);
    }

    [Fact]
    public void Should_Give_The_Same_Through_Hooks_When_The_Model_Shows_Its_Activations()
    {
        var shown = ActivationMatching.Match(models.Spec, models[0], models[1], models.Images(300));
        var modules = new Dictionary<string, string> { ["fc0"] = "fc0", ["fc1"] = "fc1" };
        using var reference = new ActivationHooks(models[0], modules, x => x.relu());
        using var candidate = new ActivationHooks(models[1], modules, x => x.relu());
        var hooked = ActivationMatching.Match(models.Spec, reference.Record, candidate.Record, models.Images(300));
        Assert.Equal(shown.Alignment, hooked.Alignment);
        Assert.Equal(shown.Similarity, hooked.Similarity);
    }

    [Fact]
    public void Should_Name_The_Module_When_A_Hook_Has_No_Place()
    {
        var thrown = Assert.Throws<ArgumentException>(() => new ActivationHooks(models[0], new Dictionary<string, string> { ["fc0"] = "fc9" }));
        Assert.Contains("'fc9'; it has fc0, fc1, fc2", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Should_Say_What_Is_Wrong_When_Activations_Do_Not_Fit()
    {
        var good = Source(new double[,] { { 1, 2, 3 } });
        Assert.Contains("no activations for group 'h'", Refused(_ => new Dictionary<string, Tensor>()), StringComparison.Ordinal);
        Assert.Contains("shape [1, 2]; expected (samples, 3)", Refused(Source(new double[,] { { 1, 2 } })), StringComparison.Ordinal);
        Assert.Contains("NaN", Refused(Source(new double[,] { { 1, 2, double.NaN } })), StringComparison.Ordinal);
        Assert.Contains("1 activations a unit in the reference and 2", Refused(Source(new double[,] { { 1, 2, 3 }, { 1, 2, 3 } })), StringComparison.Ordinal);
        Assert.Contains("at least one input", Assert.Throws<ArgumentException>(() => ActivationMatching.Match(Pair, good, good, [])).Message, StringComparison.Ordinal);
        Assert.Throws<OperationCanceledException>(() => ActivationMatching.Match(Pair, good, good, [zeros(1)], cancellationToken: new CancellationToken(canceled: true)));

        string Refused(Func<Tensor, IReadOnlyDictionary<string, Tensor>> bad) =>
            Assert.Throws<ArgumentException>(() => ActivationMatching.Match(Pair, good, bad, [zeros(1)])).Message;
    }

    [Fact]
    public void Should_Leave_No_Tensor_Behind_When_Done()
    {
        using var scope = NewDisposeScope();
        ActivationMatching.Match(Pair, Source(new double[,] { { 1, 2, 3 } }), Source(new double[,] { { 1, 2, 3 } }), [Permutation.Identity(1).ToMatrix()]);
        Assert.Equal(1, scope.DisposablesCount); // the input, which is the caller's
    }

    private static Func<Tensor, IReadOnlyDictionary<string, Tensor>> Source(double[,] activations) =>
        _ => new Dictionary<string, Tensor> { ["h"] = tensor(activations) };
}
