using ResearchKit.Assignment;
using ResearchKit.Graphs.Neural;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Tests.Graphs.Neural;

public sealed class GumbelSinkhornTests
{
    [Fact]
    public void Should_Sum_To_One_In_Columns_And_Nearly_In_Rows_When_Scores_Are_Random()
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(3);
        var plan = GumbelSinkhorn.Normalize(randn([4, 8, 8], dtype: ScalarType.Float64, generator: generator), new GumbelSinkhornOptions { Temperature = 0.5, Iterations = 60 });

        Assert.All(plan.sum(1).data<double>(), sum => Assert.Equal(1, sum, 1e-12));
        Assert.All(plan.sum(2).data<double>(), sum => Assert.Equal(1, sum, 1e-3));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Should_Round_To_The_Best_Assignment_When_The_Temperature_Is_Low(int seed)
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator((ulong)seed);
        var scores = randn([1, 6, 6], dtype: ScalarType.Float64, generator: generator);

        var plan = GumbelSinkhorn.Normalize(scores, new GumbelSinkhornOptions { Temperature = 0.02, Iterations = 2000 });

        var best = LinearAssignment.Solve(scores.data<double>().ToArray(), 6, 6, new AssignmentOptions { Sense = Sense.Maximize });
        Assert.Equal(best.ColumnOfRow.ToArray(), plan.argmax(2).data<long>().Select(k => (int)k));
    }

    [Fact]
    public void Should_Change_With_The_Noise_And_Repeat_With_The_Seed_When_There_Is_Noise()
    {
        using var scope = NewDisposeScope();
        var scores = zeros([1, 5, 5], dtype: ScalarType.Float64);
        double[] Draw(ulong seed)
        {
            using var generator = new Generator(seed);
            return GumbelSinkhorn.Normalize(scores, new GumbelSinkhornOptions { Temperature = 0.5, Noise = 1 }, generator).data<double>().ToArray();
        }

        Assert.Equal(Draw(1), Draw(1));
        Assert.NotEqual(Draw(1), Draw(2));
        Assert.Throws<ArgumentException>(() => GumbelSinkhorn.Normalize(scores, new GumbelSinkhornOptions { Noise = 1 }));
    }

    [Fact]
    public void Should_Refuse_When_An_Option_Is_Out_Of_Range()
    {
        using var scope = NewDisposeScope();
        var scores = zeros([1, 2, 2]);
        foreach (var options in new GumbelSinkhornOptions[] { new() { Temperature = 0 }, new() { Iterations = 0 }, new() { Noise = -1 }, new() { Temperature = double.NaN } })
        {
            Assert.Throws<ArgumentException>(() => GumbelSinkhorn.Normalize(scores, options));
        }
    }

    [Fact]
    public void Should_Sum_To_One_Minus_The_Overlap_When_Pairs_Are_Aligned_By_A_Soft_Permutation()
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(4);
        var plan = GumbelSinkhorn.Normalize(randn([2, 5, 5], dtype: ScalarType.Float64, generator: generator), new GumbelSinkhornOptions { Temperature = 1, Iterations = 500 });

        var sums = PairAlignment.Of(plan).sum(2);

        var overlap = plan.bmm(plan.transpose(1, 2));
        var (first, second) = (NodePairs.First(5), NodePairs.Second(5));
        for (var pair = 0; pair < NodePairs.Count(5); pair++)
        {
            Assert.Equal(1 - overlap[1, first[pair], second[pair]].item<double>(), sums[1, pair].item<double>(), 1e-9);
        }
    }

    [Fact]
    public void Should_Refuse_When_The_Alignment_Of_Nodes_Is_Not_Square()
    {
        using var scope = NewDisposeScope();
        Assert.Contains("(1, 2, 3)", Assert.Throws<ArgumentException>(() => PairAlignment.Of(zeros([1, 2, 3]))).Message, StringComparison.Ordinal);
    }
}
