using ResearchKit.Experts;
using ResearchKit.Models;
using ResearchKit.Permutations;
using static TorchSharp.torch;

namespace ResearchKit.Tests.Experts;

public sealed class ExpertSimilarityTests
{
    public static TheoryData<ExpertSimilarityKind> All => [.. Enum.GetValues<ExpertSimilarityKind>()];

    [Theory]
    [MemberData(nameof(All))]
    public void Should_Be_Symmetric_And_Largest_On_The_Diagonal_When_Computed(ExpertSimilarityKind kind)
    {
        using var fixture = new PlantedFixture(1, gated: true, tokens: 200);
        var calibration = WithGradients(fixture.Calibration);
        var similarity = ExpertSimilarity.Compute(kind, calibration, 1);
        Assert.Equal(16, similarity.GetLength(0));
        for (var i = 0; i < 16; i++)
        {
            for (var j = 0; j < 16; j++)
            {
                Assert.Equal(similarity[i, j], similarity[j, i]);
                Assert.True(similarity[i, i] >= similarity[i, j] - 1e-9, $"{kind} {i} {j}: {similarity[i, i]} < {similarity[i, j]}");
            }
        }
    }

    [Theory]
    [InlineData(ExpertSimilarityKind.RouterLogits)]
    [InlineData(ExpertSimilarityKind.RouterWeight)]
    [InlineData(ExpertSimilarityKind.UnitCorrelation)]
    [InlineData(ExpertSimilarityKind.UnitCorrelationGreedy)]
    [InlineData(ExpertSimilarityKind.ExpertOutput)]
    [InlineData(ExpertSimilarityKind.ExpertWeight, false)]
    public void Should_Find_The_Families_When_It_Sees_Through_The_Order_Of_Units(ExpertSimilarityKind kind, bool finds = true)
    {
        using var fixture = new PlantedFixture(2, tokens: 512);
        var groups = ExpertGroups.Around(ExpertSimilarity.Compute(kind, fixture.Calibration), fixture.Dominants);
        var purity = groups.Purity(fixture.Planted.Families);
        Assert.True(finds ? purity == 1 : purity < 1, $"{kind}: {purity}");
    }

    [Fact]
    public void Should_Give_Plain_Cosines_When_Computed_By_Hand()
    {
        using var scope = NewDisposeScope();
        var layer = new ExpertLayer(tensor([1.0, 0, 1, 1], [2, 2]), [Small(1, 2, 3), Small(2, 0, -1)]);
        using var statistics = new RoutingStatistics();
        layer.Forward(tensor([3.0, -1, 1, 4], [2, 2]), statistics);
        var calibration = new ExpertCalibration(layer, statistics["layer"])
        {
            Gradients = [Small(1, 1, 1), Small(-1, 2, 0)],
        };
        // Logits: token 0 (3, 2), token 1 (1, 5).
        Assert.Equal(11 / (Math.Sqrt(10) * Math.Sqrt(29)), ExpertSimilarity.Compute(ExpertSimilarityKind.RouterLogits, calibration)[0, 1], 1e-12);
        Assert.Equal(1 / Math.Sqrt(2), ExpertSimilarity.Compute(ExpertSimilarityKind.RouterWeight, calibration)[0, 1], 1e-12);
        // Weights (1, 2; 3, 3) and (2, 0; −1, −1).
        Assert.Equal(-4 / Math.Sqrt(23.0 * 6), ExpertSimilarity.Compute(ExpertSimilarityKind.ExpertWeight, calibration)[0, 1], 1e-12);
        Assert.Equal(1 / Math.Sqrt(4.0 * 5), ExpertSimilarity.Compute(ExpertSimilarityKind.ExpertGradient, calibration)[0, 1], 1e-12);
        // Token 0 goes to expert 0, token 1 to expert 1: inputs (3, −1) and (1, 4).
        Assert.Equal(-1 / Math.Sqrt(10.0 * 17), ExpertSimilarity.Compute(ExpertSimilarityKind.ExpertFeature, calibration)[0, 1], 1e-12);
        Assert.Equal(7 / Math.Sqrt(10.0 * 17), ExpertSimilarity.Compute(ExpertSimilarityKind.ExpertFeatureAbsolute, calibration)[0, 1], 1e-12);
        // Weights times norms: (1, 2)·(3, 1) = (3, 2) and (2, 0)·(1, 4) = (2, 0).
        Assert.Equal(6 / (Math.Sqrt(13) * 2), ExpertSimilarity.Compute(ExpertSimilarityKind.ExpertWeightFeature, calibration)[0, 1], 1e-12);
    }

    [Fact]
    public void Should_Follow_Their_Definitions_When_Those_Of_The_Code_Are_Computed_By_Hand()
    {
        using var scope = NewDisposeScope();
        var layer = new ExpertLayer(tensor([1.0, 0, 1, 1], [2, 2]), [Small(1, 2, 3), Small(2, 0, -1)]);
        using var statistics = new RoutingStatistics();
        layer.Forward(tensor([3.0, -1, 1, 4], [2, 2]), statistics);
        var calibration = new ExpertCalibration(layer, statistics["layer"]) { Gradients = [Small(1, 1, 1), Small(-1, 2, 0)] };
        double Of(ExpertSimilarityKind kind) => ExpertSimilarity.Compute(kind, calibration)[0, 1];
        // Router rows (1, 0) and (1, 1) times the norms (3, 1) and (1, 4).
        Assert.Equal(1 / Math.Sqrt(17), Of(ExpertSimilarityKind.RouterWeightFeature), 1e-12);
        // Weights times gradients (1, 2, 3, 3) and (−2, 0, 0, 0).
        Assert.Equal(-1 / Math.Sqrt(23), Of(ExpertSimilarityKind.ExpertWeightGradient), 1e-12);
        // Hidden units 1, 9 and 6, 2: mean outputs (15, 15) and (−4, −4), correlation −1.
        Assert.Equal(-19 * Math.Sqrt(2), Of(ExpertSimilarityKind.ExpertOutput), 1e-9);
        Assert.Equal(-1, Of(ExpertSimilarityKind.UnitCorrelation), 1e-9);
        Assert.Equal(-1, Of(ExpertSimilarityKind.UnitCorrelationGreedy), 1e-9);
        // The mean expert has outputs 3.5, 5.5 beside 3, 27 and −6, −2: squares 0.25 + 90.25 and 462.25 + 56.25.
        Assert.Equal(1 / (1 + (0.1 * Math.Log(1 + 304.5))), Of(ExpertSimilarityKind.MergedOutput), 1e-12);
    }

    [Fact]
    public void Should_Say_What_Is_Missing_When_Gradients_Are_Not_There()
    {
        using var fixture = new PlantedFixture(1, tokens: 64);
        var error = Assert.Throws<ArgumentException>(() => ExpertSimilarity.Compute(ExpertSimilarityKind.ExpertGradient, fixture.Calibration));
        Assert.Contains("Gradients", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new FisherMerger().Merge(fixture.Calibration, new ExpertMergeTarget(4)));
    }

    [Fact]
    public void Should_Have_Cosine_Zero_When_A_Vector_Is_Zero()
    {
        using var scope = NewDisposeScope();
        var cosines = ExpertSimilarity.Cosines(tensor([1.0, 2, 0, 0], [2, 2]));
        Assert.Equal(0, cosines[0, 1]);
        Assert.Equal(1, cosines[1, 1]);
    }

    private static ExpertCalibration WithGradients(ExpertCalibration calibration) => calibration with
    {
        Gradients = [.. calibration.Experts.Select(expert => expert.Permute(Permutation.Random(64, 3)))],
    };

    private static ExpertWeights Small(double a, double b, double c) => ExpertWeights.Plain(tensor([a, b], [1, 2]), tensor([c, c], [2, 1]), Activation.Relu);
}
