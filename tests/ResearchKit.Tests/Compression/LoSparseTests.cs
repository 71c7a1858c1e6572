using ResearchKit.Compression;
using ResearchKit.Tests.Training;
using static TorchSharp.torch;

namespace ResearchKit.Tests.Compression;

public sealed class LoSparseTests
{
    [Fact]
    public void Should_Follow_The_Cube_When_Scheduled()
    {
        var schedule = new SparsitySchedule();
        Assert.Equal(1, schedule.Remaining(0));
        Assert.Equal(1, schedule.Remaining(400));
        Assert.Equal(0.1, schedule.Remaining(8400), 1e-12);
        Assert.Equal(0.1, schedule.Remaining(20000));
        Assert.Equal(0.1 + (0.9 / 8), schedule.Remaining(4400), 1e-12);
        Assert.All(Enumerable.Range(0, 100), i => Assert.True(schedule.Remaining(100 * i) >= schedule.Remaining(100 * (i + 1))));
    }

    [Fact]
    public void Should_Say_So_When_The_Cube_Has_No_Room()
    {
        var zeroShot = new SparsitySchedule(16, 4, 16);
        Assert.Throws<InvalidOperationException>(() => zeroShot.Remaining(1));
        var jump = zeroShot with { AllowJump = true };
        Assert.Equal([1, 1, 0.1, 0.1], new[] { 1, 4, 5, 16 }.Select(jump.Remaining));
        Assert.Throws<InvalidOperationException>(() => new SparsitySchedule(FinalShare: 2).Remaining(1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SparsitySchedule().Remaining(-1));
    }

    [Fact]
    public void Should_Change_Nothing_When_A_Layer_Is_Split()
    {
        using var scope = NewDisposeScope();
        var w = Matrices.Normal(1, 24, 40, ScalarType.Float32);
        var b = Matrices.Normal(2, 1, 24, ScalarType.Float32).flatten();
        var x = Matrices.Normal(3, 50, 40, ScalarType.Float32);
        using var layer = new LoSparseLinear(w, 8, b);
        Assert.True((layer.call(x) - nn.functional.linear(x, w, b)).abs().max().item<float>() < 1e-4);
        Assert.True(allclose(layer.Parts().ToMatrix(), w, 1e-5, 1e-5));
        Assert.True(allclose(layer.Parts().Forward(x), x.matmul(w.t()), 1e-4, 1e-4));
        Assert.Equal(["left", "right", "sparse", "bias"], layer.named_parameters().Select(parameter => parameter.name));
    }

    [Fact]
    public void Should_Empty_The_Rows_Of_Least_Importance_When_Stepped()
    {
        using var scope = NewDisposeScope();
        var s = new TorchSharp.Modules.Parameter(ones(4, 3));
        var weights = tensor([4f, 1, 3, 2], [4, 1]);
        using var pruner = new LoSparsePruner([s], new LoSparseOptions { Schedule = new SparsitySchedule(4, 1, 1, 0.5) });
        LoSparseStep Step(int t)
        {
            // The gradient of the sum of weight times S is the weight of the row.
            return pruner.Step(t, autograd.grad([(s * weights).sum()], [s]).ToArray());
        }

        Assert.Equal(1, Step(1).Remaining); // before the cube starts
        var second = Step(2); // Ī = 0.15 I: rows 4 1 3 2 times 0.15
        Assert.Equal(0.5625, second.Share, 1e-12);
        // ⌊0.4375 · 12⌋ = 5: the fifth smallest entry lies in the row of importance 2, which stays; the row of importance 1 goes.
        Assert.Equal(0.75, second.Remaining);
        Assert.Equal([1.0, 0, 1, 1], Fixtures.Values(s.select(1, 0)));
        var third = Step(3);
        Assert.Equal(0.5, third.Share);
        Assert.Equal([3, 0, 3, 3], Fixtures.Values(s.detach().sum([1L])).Select(value => (int)value));
    }

    [Theory]
    [InlineData(RowScore.Mean, new[] { 2, 0 })]
    [InlineData(RowScore.Sum, new[] { 0, 2 })]
    public void Should_Compare_Matrices_By_Mean_Or_Sum_When_They_Differ_In_Length(RowScore score, int[] kept)
    {
        using var scope = NewDisposeScope();
        var shorter = new TorchSharp.Modules.Parameter(ones(2, 2) * 3); // rows of mean 3 and sum 6
        var longer = new TorchSharp.Modules.Parameter(ones(2, 8)); // rows of mean 1 and sum 8
        using var pruner = new LoSparsePruner([shorter, longer], new LoSparseOptions { Score = score, Schedule = new SparsitySchedule(2, 0, 2, score == RowScore.Mean ? 0.15 : 0.75) { AllowJump = true } });
        for (var t = 1; t <= 2; t++)
        {
            pruner.Step(t, [ones(2, 2), ones(2, 8)]);
        }

        int Rows(Tensor s) => Fixtures.Values(s.detach().abs().sum([1L])).Count(value => value > 0);
        Assert.Equal((kept[0], kept[1]), (Rows(shorter), Rows(longer)));
    }

    [Fact]
    public void Should_Count_Only_Rows_That_Stay_When_Compacted()
    {
        using var scope = NewDisposeScope();
        var parts = LowRankSparse.From(Matrices.Normal(1, 10, 20), 3);
        parts.Sparse.index_fill_(0, tensor([0L, 4, 5]), 0);
        Assert.Equal([1, 2, 3, 6, 7, 8, 9], parts.KeptRows);
        Assert.Equal((3 * 30) + (7 * 20), parts.ParameterCount);
        var rebuilt = parts.LowRank.Product();
        rebuilt.index_add_(0, tensor(parts.KeptRows.Select(row => (long)row).ToArray()), parts.KeptBlock(), 1);
        Assert.True(allclose(rebuilt, parts.ToMatrix(), 1e-12, 1e-12));
        parts.Sparse.zero_();
        Assert.Empty(parts.KeptRows);
        Assert.Equal([0L, 20], parts.KeptBlock().shape);
    }

    [Fact]
    public void Should_Say_What_Is_Wrong_When_Parts_Do_Not_Fit()
    {
        using var scope = NewDisposeScope();
        using var pruner = new LoSparsePruner([new TorchSharp.Modules.Parameter(ones(2, 2))]);
        Assert.Throws<ArgumentException>(() => pruner.Step(1, []));
        Assert.Throws<ArgumentException>(() => pruner.Step(1, [ones(2, 3)]));
        Assert.Throws<ArgumentException>(() => new LoSparsePruner([]));
        Assert.Throws<ArgumentException>(() => new LoSparseLinear(ones(2, 2), 1, ones(3)));
        Assert.Throws<ArgumentException>(() => new LowRankSparse(new LowRankFactors(ones(2, 1), ones(1, 2)), ones(2, 3)));
    }
}
