using ResearchKit.Checkpoints;
using ResearchKit.Merging.Deltas;
using ResearchKit.Permutations;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Tests.Merging.Deltas;

public sealed class CheckpointDifferenceTests : IDisposable
{
    private const double Tolerance = 1e-9;

    private readonly TemporaryFolder _folder = new();
    private readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose()
    {
        _scope.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Should_Measure_A_Known_Pair()
    {
        var difference = CheckpointDifference.Of("w.weight", tensor(new[,] { { 3.0, 0 }, { 0, 4 } }), tensor(new[,] { { 3.0, 0 }, { 0, 1 } }));

        Assert.Equal((5, Math.Sqrt(10), 3, 3), (difference.NormA, difference.NormB, difference.Distance, difference.LargestChange));
        Assert.Equal(0.6, difference.RelativeDistance, Tolerance);
        Assert.Equal(13 / (5 * Math.Sqrt(10)), difference.Cosine, Tolerance);
        Assert.Equal([4.0, 3.0], difference.Matrix!.TopA);
        Assert.Equal(25 / 16.0, difference.Matrix.StableRankA, Tolerance);
        Assert.Equal(1, difference.Matrix.StableRankDelta, Tolerance);
        Assert.Equal(1, difference.Matrix.Alignment, Tolerance);
    }

    [Fact]
    public void Should_Compare_Checkpoints_Tensor_By_Tensor()
    {
        Safetensors.Save(_folder["a.safetensors"], new Dictionary<string, Tensor> { ["x.weight"] = ones(4, 3), ["x.bias"] = zeros(4), ["gone"] = ones(1), ["shape"] = ones(2) });
        Safetensors.Save(_folder["b.safetensors"], new Dictionary<string, Tensor> { ["x.weight"] = 2 * ones(4, 3), ["x.bias"] = zeros(4), ["new"] = ones(1), ["shape"] = ones(3) });

        var difference = CheckpointDifference.Between(_folder["a.safetensors"], _folder["b.safetensors"]);

        Assert.Equal(["x.weight", "x.bias"], difference.Tensors.Select(tensor => tensor.Name));
        Assert.Equal(["gone", "new", "shape"], [.. difference.OnlyInA, .. difference.OnlyInB, .. difference.OtherShape]);
        Assert.Equal(1, difference.RelativeDistance, Tolerance);
        Assert.Equal(1, difference.Cosine, Tolerance);
        Assert.Equal((0, 1), (difference.Tensors[1].RelativeDistance, difference.Tensors[1].Cosine));
        Assert.Null(difference.Tensors[1].Matrix);
    }

    [Fact]
    public void Should_Find_No_Difference_Of_A_Checkpoint_From_Itself()
    {
        Safetensors.Save(_folder["a.safetensors"], TestMlp());

        var difference = CheckpointDifference.Between(_folder["a.safetensors"], _folder["a.safetensors"]);

        Assert.Equal((0, 0), (difference.Distance, difference.RelativeDistance));
        Assert.Equal(1, difference.Cosine, Tolerance);
        Assert.Equal(1, difference.Alignment, Tolerance);
    }

    [Fact]
    public void Should_See_Equal_Spectra_Behind_A_Permutation()
    {
        var a = TestMlp();
        var b = Alignment.Random(PermutationSpecs.Mlp(a), 5).Apply(a);

        var differences = a.Keys.Where(name => a[name].dim() == 2).Select(name => CheckpointDifference.Of(name, a[name], b[name]).Matrix!).ToList();

        Assert.All(differences, matrix => Assert.All(matrix.TopA.Zip(matrix.TopB), pair => Assert.Equal(pair.First, pair.Second, 1e-6)));
        Assert.All(differences, matrix => Assert.True(matrix.Alignment < 0.9));
    }

    [Fact]
    public void Should_Leave_Spectra_Out_Where_They_Are_Too_Dear_Or_Not_Defined()
    {
        var large = CheckpointDifference.Of("w", ones(20, 30), ones(20, 30), new CheckpointDifferenceOptions { LargestSide = 19 });
        var nan = CheckpointDifference.Of("w", ones(2, 2), full(2, 2, double.NaN));
        var whole = CheckpointDifference.Of("ids", ones(2, 2, ScalarType.Int64), ones(2, 2, ScalarType.Int64));

        Assert.Null(large.Matrix);
        Assert.Null(nan.Matrix);
        Assert.True(double.IsNaN(nan.LargestChange));
        Assert.Null(whole.Matrix);
        Assert.Equal(0, whole.Distance);
    }

    [Fact]
    public void Should_Refuse_Checkpoints_Without_A_Common_Tensor()
    {
        Safetensors.Save(_folder["a.safetensors"], new Dictionary<string, Tensor> { ["x"] = ones(1) });
        Safetensors.Save(_folder["b.safetensors"], new Dictionary<string, Tensor> { ["y"] = ones(1) });

        var error = Assert.Throws<InvalidDataException>(() => CheckpointDifference.Between(_folder["a.safetensors"], _folder["b.safetensors"]));

        Assert.Contains("'x'", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => CheckpointDifference.Of("w", ones(2), ones(3)));
    }

    private static Dictionary<string, Tensor> TestMlp()
    {
        var random = new Seed(4).ToRandom();
        Tensor Draw(params long[] shape) => tensor(Enumerable.Range(0, (int)shape.Aggregate(1L, (a, b) => a * b)).Select(_ => random.NextDouble() - 0.5).ToArray(), shape);
        return new() { ["fc0.weight"] = Draw(12, 6), ["fc0.bias"] = Draw(12), ["fc1.weight"] = Draw(10, 12), ["fc1.bias"] = Draw(10), ["fc2.weight"] = Draw(3, 10), ["fc2.bias"] = Draw(3) };
    }
}
