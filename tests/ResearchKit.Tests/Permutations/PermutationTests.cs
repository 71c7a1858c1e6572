using FsCheck;
using FsCheck.Fluent;
using ResearchKit.Permutations;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Tests.Permutations;

public sealed class PermutationTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(17)]
    [InlineData(256)]
    public void Should_Give_Identity_When_Composed_With_Its_Inverse(int n)
    {
        var p = Permutation.Random(n, 3);
        Assert.True(p.Compose(p.Inverse()).IsIdentity);
        Assert.True(p.Inverse().Compose(p).IsIdentity);
        Assert.Equal(p, p.Inverse().Inverse());
    }

    [Fact]
    public void Should_Apply_First_Then_Second_When_Composed()
    {
        var p = new Permutation([2, 0, 1, 3]);
        var q = new Permutation([3, 1, 2, 0]);
        using var rows = tensor(new float[] { 10, 11, 12, 13 });
        var stepwise = q.Apply(p.Apply(rows, 0), 0).data<float>().ToArray();
        Assert.Equal(stepwise, p.Compose(q).Apply(rows, 0).data<float>().ToArray());
        Assert.Equal([p[q[0]], p[q[1]], p[q[2]], p[q[3]]], p.Compose(q).ToArray());
    }

    [Fact]
    public void Should_Be_Associative_When_Composed()
    {
        Check.QuickThrowOnFailure(Prop.ForAll(ArbMap.Default.ArbFor<int>(), value =>
        {
            var n = Math.Abs(value % 20);
            var (p, q, r) = (Permutation.Random(n, value), Permutation.Random(n, value + 1), Permutation.Random(n, value + 2));
            return p.Compose(q).Compose(r).Equals(p.Compose(q.Compose(r)));
        }));
    }

    [Fact]
    public void Should_Equal_The_Matrix_Product_When_Applied_To_Rows_And_Columns()
    {
        var p = Permutation.Random(5, 1);
        using var w = arange(0, 25, dtype: ScalarType.Float32).reshape(5, 5);
        using var matrix = p.ToMatrix();
        Assert.True(p.Apply(w, 0).Equals(matrix.matmul(w)));
        Assert.True(p.Apply(w, 1).Equals(w.matmul(matrix.t())));
        Assert.True(p.Apply(w, -1).Equals(p.Apply(w, 1)));
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(1f, matrix[i, p[i]].ToSingle());
        }
    }

    [Fact]
    public void Should_Move_Whole_Blocks_When_The_Axis_Is_Blocked()
    {
        var p = new Permutation([1, 2, 0]);
        using var columns = arange(0, 6, dtype: ScalarType.Int64);
        Assert.Equal([2L, 3, 4, 5, 0, 1], p.Apply(columns, 0, 2).data<long>().ToArray());
    }

    [Theory]
    [InlineData(ScalarType.Float64)]
    [InlineData(ScalarType.Float16)]
    [InlineData(ScalarType.BFloat16)]
    [InlineData(ScalarType.Int8)]
    [InlineData(ScalarType.Bool)]
    public void Should_Keep_The_Element_Type_When_Applied(ScalarType dtype)
    {
        using var values = tensor(new float[] { 1, 0, 1 }).to(dtype);
        var permuted = new Permutation([1, 0, 2]).Apply(values, 0);
        Assert.Equal(dtype, permuted.dtype);
        Assert.Equal([0f, 1, 1], permuted.to(ScalarType.Float32).data<float>().ToArray());
    }

    [Fact]
    public void Should_Return_A_New_Tensor_When_The_Identity_Is_Applied()
    {
        using var values = ones(3);
        using var copy = Permutation.Identity(3).Apply(values, 0);
        copy.fill_(7);
        Assert.Equal(1f, values[0].ToSingle());
    }

    [Theory]
    [InlineData(new[] { 0, 2 }, "element 1 is 2")]
    [InlineData(new[] { -1, 0 }, "element 0 is -1")]
    [InlineData(new[] { 1, 1 }, "1 stands at 0 and at 1")]
    public void Should_Refuse_When_The_Indices_Are_No_Bijection(int[] indices, string message) =>
        Assert.Contains(message, Assert.Throws<ArgumentException>(() => new Permutation(indices)).Message, StringComparison.Ordinal);

    [Fact]
    public void Should_Refuse_When_Lengths_Differ()
    {
        var p = Permutation.Identity(3);
        Assert.Throws<ArgumentException>(() => p.Compose(Permutation.Identity(4)));
        Assert.Throws<ArgumentException>(() => p.HammingDistance(Permutation.Identity(2)));
        Assert.Throws<ArgumentOutOfRangeException>(() => p[3]);
        Assert.Throws<ArgumentOutOfRangeException>(() => p[-1]);
        Assert.Throws<ArgumentOutOfRangeException>(() => Permutation.Identity(-1));
    }

    [Fact]
    public void Should_Say_Shape_And_Need_When_The_Axis_Does_Not_Fit()
    {
        using var w = zeros(4, 6);
        var wrongSize = Assert.Throws<ArgumentException>(() => Permutation.Identity(3).Apply(w, 1));
        Assert.Contains("[4, 6]", wrongSize.Message, StringComparison.Ordinal);
        Assert.Contains("needs 3", wrongSize.Message, StringComparison.Ordinal);
        Assert.Contains("no axis 2", Assert.Throws<ArgumentException>(() => Permutation.Identity(3).Apply(w, 2)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Should_List_Every_Element_Once_When_Split_Into_Cycles()
    {
        var cycles = new Permutation([1, 0, 2, 4, 5, 3]).Cycles();
        Assert.Equal(3, cycles.Count);
        Assert.Equal([0, 1], cycles[0]);
        Assert.Equal([2], cycles[1]);
        Assert.Equal([3, 4, 5], cycles[2]);
        Assert.Empty(Permutation.Identity(0).Cycles());
    }

    [Fact]
    public void Should_Count_Differing_Positions_When_Compared()
    {
        Assert.Equal(2, new Permutation([1, 0, 2]).HammingDistance(Permutation.Identity(3)));
        Assert.Equal(0, Permutation.Random(9, 4).HammingDistance(Permutation.Random(9, 4)));
    }

    [Fact]
    public void Should_Depend_On_The_Seed_Alone_When_Random()
    {
        Assert.Equal(Permutation.Random(40, 5), Permutation.Random(40, 5));
        Assert.NotEqual(Permutation.Random(40, 5), Permutation.Random(40, 6));
        Assert.Equal(Permutation.Random(40, 5).GetHashCode(), Permutation.Random(40, 5).GetHashCode());
    }

    [Fact]
    public void Should_Reach_All_Permutations_About_Equally_When_Random()
    {
        var counts = Enumerable.Range(0, 6000).GroupBy(i => Permutation.Random(3, i).ToString()).Select(group => group.Count()).ToList();
        Assert.Equal(6, counts.Count);
        Assert.All(counts, count => Assert.InRange(count, 850, 1150)); // 1000 expected, standard deviation 29
    }

    [Fact]
    public void Should_Leave_No_Tensor_Behind_When_Applied()
    {
        using var values = ones(6);
        using var scope = NewDisposeScope();
        using var permuted = Permutation.Random(3, 1).Apply(values, 0, 2);
        Assert.Equal(1, scope.DisposablesCount);
    }
}
