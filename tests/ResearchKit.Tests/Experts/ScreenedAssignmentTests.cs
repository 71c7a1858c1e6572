using System.Runtime.InteropServices;
using ResearchKit.Experts;
using ResearchKit.Permutations;
using static TorchSharp.torch;

namespace ResearchKit.Tests.Experts;

/// <summary>Screening by 8-bit products must find what all exact scores give.</summary>
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
    public void Should_Be_Within_A_Step_And_Right_On_Average_When_Rounded()
    {
        using var scope = NewDisposeScope();
        var expert = Single(ExpertFixtures.Gated(3, 33, 21));
        var rows = cat([expert.Gate!, expert.Up, expert.Down.t()], 1).to(ScalarType.Float64);
        var sum = zeros_like(rows);
        const int Draws = 400;
        for (var seed = 0; seed < Draws; seed++)
        {
            var units = QuantizedUnits.Of(expert, new ExpertAlignmentOptions(), Noise(63, seed));
            var sizes = tensor(units.Sizes).unsqueeze(1).to(ScalarType.Float64);
            var rounded = units.Codes.to(ScalarType.Float64) * sizes;
            Assert.True((rows - rounded).abs().le(sizes * (1 + 1e-5)).all().item<bool>());
            Assert.True((rounded.square().sum([1L]).sqrt() - tensor(units.CodeNorms)).abs().max().item<double>() < 1e-4);
            Assert.True((rows.square().sum([1L]).sqrt() - tensor(units.Norms)).abs().max().item<double>() < 1e-4);
            sum += (rows - rounded) / sizes;
        }

        Assert.True((sum / Draws).abs().max().item<double>() < 5 * 0.5 / Math.Sqrt(Draws)); // five standard deviations of the worst case
    }

    [Fact]
    public void Should_Keep_Every_Score_Under_Its_Bound_When_Screened()
    {
        using var scope = NewDisposeScope();
        var (a, b) = (Single(ExpertFixtures.Gated(1, 96, 64)), Single(ExpertFixtures.Gated(2, 96, 64)));
        var exact = ExpertAlignment.Score(a, b).data<float>().ToArray();
        for (var seed = 0; seed < 20; seed++)
        {
            var (first, second) = (Rounded(a, 2 * seed), Rounded(b, (2 * seed) + 1));
            var products = Products(first, second);
            ScreenedAssignment.Maximize(first, second, products); // leaves bounds, and scores where they were computed
            var bounds = MemoryMarshal.Cast<int, float>(products).ToArray();
            Assert.All(exact.Zip(bounds), pair => Assert.True(pair.First <= pair.Second + 1e-4f));
            Assert.True(exact.Zip(bounds).Average(pair => pair.Second - pair.First) < 0.5 * exact.Max()); // a bound worth having
        }
    }

    [Theory]
    [InlineData(64, 64, 128)]
    [InlineData(33, 17, 70)]
    public void Should_Multiply_Exactly_When_Codes_Are_Integers(int rows, int columns, int length)
    {
        Assert.SkipUnless(IntegerProducts.AreFast, "this machine or its libtorch has no fast 8-bit products");
        using var scope = NewDisposeScope();
        var a = randint(-128, 128, [rows, length], ScalarType.Int8);
        var b = randint(-128, 128, [columns, length], ScalarType.Int8);
        var result = new int[rows * columns];
        unsafe
        {
            fixed (byte* left = a.bytes, right = b.bytes)
            fixed (int* sums = result)
            {
                IntegerProducts.Multiply((sbyte*)left, (sbyte*)right, rows, columns, length, sums);
            }
        }

        Assert.Equal(a.to(ScalarType.Float64).matmul(b.to(ScalarType.Float64).t()).data<double>().Select(value => (int)value), result);
    }

    [Fact]
    public void Should_Leave_The_Decision_To_All_Scores_When_One_Weight_Makes_The_Steps_Coarse()
    {
        using var scope = NewDisposeScope();
        var (a, b) = (Single(ExpertFixtures.Gated(1, 64, 48)), Single(ExpertFixtures.Gated(2, 64, 48)));
        a.Up[.., 0] = 3000f; // steps of 24, where all other weights are below 5
        Assert.Null(Screen(a, b));
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
        var found = Screen(a, b);
        Assert.NotNull(found);
        Assert.Equal(plain.Permutation, found.Value.Permutation);
        Assert.Equal(plain.Objective, found.Value.Objective, 1e-5 * Math.Abs(plain.Objective));
        Assert.Equal(plain.IdentityObjective, found.Value.Identity, 1e-5 * Math.Abs(plain.Objective));
    }

    private static (Permutation Permutation, double Objective, double Identity)? Screen(ExpertWeights a, ExpertWeights b)
    {
        var (first, second) = (Rounded(a, 1), Rounded(b, 2));
        return ScreenedAssignment.Maximize(first, second, Products(first, second));
    }

    private static QuantizedUnits Rounded(ExpertWeights expert, int seed) =>
        QuantizedUnits.Of(expert, new ExpertAlignmentOptions(), Noise(QuantizedUnits.Length(expert, new ExpertAlignmentOptions()), seed));

    private static int[] Products(QuantizedUnits a, QuantizedUnits b) =>
        [.. a.Codes.to(ScalarType.Float64).matmul(b.Codes.to(ScalarType.Float64).t()).data<double>().Select(value => (int)value)];

    private static float[] Noise(int length, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, length).Select(_ => random.NextSingle())];
    }

    private static ExpertWeights Single(ExpertWeights expert) => expert.Map((_, weight) => weight.to(ScalarType.Float32));
}
