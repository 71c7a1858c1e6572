using ResearchKit.Experts;
using ResearchKit.Permutations;
using static TorchSharp.torch;

namespace ResearchKit.Tests.Experts;

/// <summary>Screening in half precision must find what all exact scores give.</summary>
public sealed class ScreenedAssignmentTests
{
    [Theory]
    [InlineData("plain", 64, 40)]
    [InlineData("biased", 67, 33)] // odd sizes: every loop has a tail
    [InlineData("gated", 130, 64)]
    public void Should_Find_The_Same_Permutation_When_Experts_Are_Unrelated(string kind, int f, int d)
    {
        for (var seed = 0; seed < 3; seed++)
        {
            using var scope = NewDisposeScope();
            var (a, b) = (Single(ExpertFixtures.Of(kind, seed, f, d)), Single(ExpertFixtures.Of(kind, seed + 10, f, d)));
            Check(a, b);
            Check(a, Single(a.Permute(Permutation.Random(f, seed)).Map((_, weight) => weight + (randn(weight.shape, generator: new Generator(7)) * 0.1))));
        }
    }

    [Fact]
    public void Should_Find_The_Same_Permutation_When_Experts_Are_Large_Enough_To_Be_Screened()
    {
        using var scope = NewDisposeScope();
        var (a, b) = (ExpertFixtures.Gated(1, 512, 1024, ScalarType.Float32), ExpertFixtures.Gated(2, 512, 1024, ScalarType.Float32));
        var plain = ExpertAlignment.AlignPlainly(a, b, new ExpertAlignmentOptions());
        var match = ExpertAlignment.Align(a, b);
        Assert.Equal(plain.Permutation, match.Permutation);
        Assert.Equal(plain.Objective, match.Objective, 1e-5 * plain.Objective);
        Assert.Equal(plain.IdentityObjective, match.IdentityObjective, 1e-5 * plain.Objective);
        var broken = b.Map((part, weight) => part == ExpertPart.Gate ? weight * float.PositiveInfinity : weight);
        Assert.Contains("expert 1", Assert.Throws<ArgumentException>(() => ExpertAlignment.Align(a, broken)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Should_Hand_Memory_From_Expert_To_Expert_When_Many_Are_Screened()
    {
        using var scope = NewDisposeScope();
        var experts = Enumerable.Range(0, 5).Select(seed => ExpertFixtures.Gated(seed, 512, 1024, ScalarType.Float32)).ToArray();
        experts[4] = experts[4].Map((part, weight) => part == ExpertPart.Up ? weight.t().contiguous().t() : weight); // not contiguous: goes the plain way
        var result = ExpertAlignment.AlignAll(experts, [0, 0, 2, 2, 0]);
        foreach (var (e, reference) in new[] { (1, 0), (3, 2), (4, 0) })
        {
            Assert.Equal(ExpertAlignment.AlignPlainly(experts[reference], experts[e], new ExpertAlignmentOptions()).Permutation, result.Matches[e].Permutation);
        }
    }

    [Theory]
    [InlineData(16, 24)]
    [InlineData(17, 9)]
    [InlineData(8, 8)]
    [InlineData(1, 5)]
    public void Should_Exchange_Rows_And_Columns_When_Transposed(int rows, int columns)
    {
        using var scope = NewDisposeScope();
        var matrix = arange(rows * columns, dtype: ScalarType.Float32).reshape(rows, columns);
        var transposed = zeros(columns, rows);
        MatrixTransposition.Transpose(matrix, transposed);
        Assert.True(transposed.eq(matrix.t()).all().item<bool>());
    }

    [Fact]
    public void Should_Bound_What_Rounding_Takes_When_Packed()
    {
        using var scope = NewDisposeScope();
        var expert = Single(ExpertFixtures.Gated(3, 33, 21));
        var packed = PackedUnits.Of(expert, new ExpertAlignmentOptions());
        var rows = cat([expert.Gate!, expert.Up, expert.Down.t()], 1);
        Assert.True(packed.Half.eq(rows.to(ScalarType.BFloat16)).all().item<bool>());
        var exact = rows.to(ScalarType.Float64);
        var norms = exact.square().sum([1L]).sqrt().data<double>().ToArray();
        var residuals = (exact - packed.Half.to(ScalarType.Float64)).square().sum([1L]).sqrt().data<double>().ToArray();
        for (var i = 0; i < norms.Length; i++)
        {
            Assert.InRange(packed.Norms[i], norms[i], norms[i] * 1.002);
            Assert.InRange(packed.Residuals[i], residuals[i], residuals[i] * 1.002);
        }
    }

    [Fact]
    public void Should_Give_The_Same_Average_When_Weights_Are_Added_In_Place()
    {
        using var scope = NewDisposeScope();
        var experts = Enumerable.Range(0, 3).Select(seed => ExpertFixtures.Plain(seed, 19, 13, biased: true)).ToArray();
        var orders = Enumerable.Range(0, 3).Select(seed => Permutation.Random(19, seed)).ToArray();
        double[] weights = [0.2, 0.5, 0.3];
        var exact = ExpertAverage.Weighted(experts, weights, orders); // float64 goes the plain way
        var single = ExpertAverage.Weighted([.. experts.Select(Single)], weights, orders);
        Assert.All(exact.Parts, pair => Assert.True(ExpertFixtures.Distance(pair.Value, single.Parts[pair.Key].to(ScalarType.Float64)) < 1e-6));
        var turned = experts.Select(expert => Single(expert).Map((part, weight) => part == ExpertPart.Up ? weight.t().contiguous().t() : weight)).ToArray();
        Assert.True(ExpertFixtures.Distance(ExpertAverage.Weighted(turned, weights, orders).Up, single.Up) < 1e-6);
    }

    private static void Check(ExpertWeights a, ExpertWeights b)
    {
        var options = new ExpertAlignmentOptions();
        var plain = ExpertAlignment.AlignPlainly(a, b, options);
        var (first, second) = (PackedUnits.Of(a, options), PackedUnits.Of(b, options));
        var found = ScreenedAssignment.Maximize(first, second, first.Half.matmul(second.Half.t()));
        Assert.NotNull(found);
        Assert.Equal(plain.Permutation, found.Value.Permutation);
        Assert.Equal(plain.Objective, found.Value.Objective, 1e-5 * Math.Abs(plain.Objective));
        Assert.Equal(plain.IdentityObjective, found.Value.Identity, 1e-5 * Math.Abs(plain.Objective));
    }

    private static ExpertWeights Single(ExpertWeights expert) => expert.Map((_, weight) => weight.to(ScalarType.Float32));
}
