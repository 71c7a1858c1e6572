using ResearchKit.Connectivity;
using ResearchKit.Tests.Training;
using static TorchSharp.torch;

namespace ResearchKit.Tests.Connectivity;

public sealed class SingularVectorAlignmentTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(0.3)]
    [InlineData(0.8)]
    [InlineData(1)]
    public void Should_Agree_With_The_Double_Sum_When_Measured(double threshold)
    {
        using var scope = NewDisposeScope();
        using var a = ModelSpectrum.Of(Weights(1));
        using var b = ModelSpectrum.Of(Weights(2));
        var score = SingularVectorAlignment.Measure(a, b, threshold);
        double numerator = 0, denominator = 0;
        for (var layer = 0; layer < a.Layers.Count; layer++)
        {
            var (sum, keptA, keptB) = DoubleSum(a.Layers[layer], b.Layers[layer], threshold);
            Assert.Equal(sum, score.Layers[layer].Overlap, 1e-10);
            Assert.Equal((keptA, keptB), (score.Layers[layer].KeptA, score.Layers[layer].KeptB));
            Assert.Equal(sum / Math.Min(keptA, keptB), score.Layers[layer].R, 1e-10);
            numerator += sum;
            denominator += Math.Min(keptA, keptB);
        }

        Assert.Equal(numerator / denominator, score.R, 1e-10);
        Assert.InRange(score.R, -1, 1);
        Assert.Equal(["fc0.weight", "conv.weight"], score.Layers.Select(l => l.Layer));
    }

    [Fact]
    public void Should_Equal_The_Inner_Product_Of_Partial_Isometries_When_Measured()
    {
        using var scope = NewDisposeScope();
        using var a = ModelSpectrum.Of(Weights(3));
        using var b = ModelSpectrum.Of(Weights(4));
        foreach (var (x, y) in a.Layers.Zip(b.Layers))
        {
            var product = Fixtures.Values(x.PartialIsometry(0.4) * y.PartialIsometry(0.4)).Sum();
            Assert.Equal(product, SingularVectorAlignment.Measure(x, y, 0.4).Overlap, 1e-10);
        }
    }

    [Fact]
    public void Should_Be_One_When_Models_Are_Equal_And_Minus_One_When_Opposite()
    {
        using var scope = NewDisposeScope();
        var weights = Weights(5);
        using var a = ModelSpectrum.Of(weights);
        using var same = ModelSpectrum.Of(weights.ToDictionary(p => p.Key, p => p.Value * 3));
        using var opposite = ModelSpectrum.Of(weights.ToDictionary(p => p.Key, p => -p.Value));
        foreach (var score in SingularVectorAlignment.Sweep(a, same, [0, 0.1, 0.5, 1]))
        {
            Assert.Equal(1, score.R, 1e-10);
        }

        Assert.Equal(-1, SingularVectorAlignment.Measure(a, opposite, 0.3).R, 1e-10);
    }

    [Fact]
    public void Should_Not_Depend_On_The_Basis_When_Singular_Values_Are_Equal()
    {
        using var scope = NewDisposeScope();
        using var identity = LayerSpectrum.Of("w", eye(4, dtype: ScalarType.Float64));
        var (q, _) = linalg.qr(randn([4, 4], dtype: ScalarType.Float64, generator: new Generator(1)));
        using var rotated = LayerSpectrum.Of("w", q);
        Assert.Equal(Fixtures.Values(q.trace())[0], SingularVectorAlignment.Measure(identity, rotated, 0.5).Overlap, 1e-10);
    }

    [Fact]
    public void Should_Be_Near_Zero_When_Models_Are_Independent_And_One_After_The_Planted_Permutation()
    {
        using var scope = NewDisposeScope();
        using var model = new ResearchKit.Models.Mlp(new ResearchKit.Models.MlpOptions { InputSize = 30, HiddenSizes = [60, 50] }, 1);
        using var stranger = new ResearchKit.Models.Mlp(new ResearchKit.Models.MlpOptions { InputSize = 30, HiddenSizes = [60, 50] }, 2);
        var state = Fixtures.Copy(model);
        var (p, q) = (Shuffles.Random(60, 1), Shuffles.Random(50, 2));
        var shuffled = Shuffles.Mlp(state, p, q);
        var back = Shuffles.Mlp(shuffled, Inverse(p), Inverse(q));
        using var a = ModelSpectrum.Of(state);
        using var b = ModelSpectrum.Of(shuffled);
        using var c = ModelSpectrum.Of(back);
        using var d = ModelSpectrum.Of(Fixtures.Copy(stranger));
        Assert.InRange(Math.Abs(SingularVectorAlignment.Measure(a, b, 0).R), 0, 0.1);
        Assert.InRange(Math.Abs(SingularVectorAlignment.Measure(a, d, 0).R), 0, 0.1);
        Assert.Equal(1, SingularVectorAlignment.Measure(a, c, 0).R, 1e-6);
    }

    [Fact]
    public void Should_Sum_To_The_Overlap_When_The_Heat_Map_Covers_All()
    {
        using var scope = NewDisposeScope();
        using var a = ModelSpectrum.Of(Weights(6));
        using var b = ModelSpectrum.Of(Weights(7));
        var map = SingularVectorAlignment.HeatMap(a.Layers[0], b.Layers[0], 100);
        Assert.Equal(5, map.GetLength(0));
        Assert.Equal(SingularVectorAlignment.Measure(a.Layers[0], b.Layers[0], 0).Overlap, map.Cast<double>().Sum(), 1e-10);
        var small = SingularVectorAlignment.HeatMap(a.Layers[0], b.Layers[0], 2);
        Assert.Equal((map[0, 0], map[0, 1], map[1, 0], map[1, 1]), (small[0, 0], small[0, 1], small[1, 0], small[1, 1]));
        Assert.Throws<ArgumentException>(() => SingularVectorAlignment.HeatMap(a.Layers[0], b.Layers[0], 0));
    }

    [Fact]
    public void Should_Choose_Dense_And_Convolution_Weights_When_None_Are_Named()
    {
        using var scope = NewDisposeScope();
        var weights = Weights(1);
        weights["norm.weight"] = ones(3, 2, 2);
        weights["fc0.bias"] = ones(6);
        weights["table"] = ones(2, 2);
        using var spectrum = ModelSpectrum.Of(weights);
        Assert.Equal(["fc0.weight", "conv.weight"], spectrum.Layers.Select(l => l.Name));
        using var named = ModelSpectrum.Of(weights, ["table"]);
        Assert.Equal(["table"], named.Layers.Select(l => l.Name));
        Assert.Contains("'nothing'", Assert.Throws<ArgumentException>(() => ModelSpectrum.Of(weights, ["nothing"])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => ModelSpectrum.Of(new Dictionary<string, Tensor> { ["b.weight"] = ones(3) }));
    }

    [Fact]
    public void Should_Refuse_What_Has_No_Decomposition()
    {
        using var scope = NewDisposeScope();
        Assert.Contains("NaN", Assert.Throws<ArgumentException>(() => LayerSpectrum.Of("w", full([2, 2], double.NaN))).Message, StringComparison.Ordinal);
        Assert.Contains("'w'", Assert.Throws<ArgumentException>(() => LayerSpectrum.Of("w", ones(3))).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => LayerSpectrum.Of("w", ones([2, 2], ScalarType.Int64)));
        using var a = LayerSpectrum.Of("w", ones(3, 2));
        using var b = LayerSpectrum.Of("w", ones(2, 3));
        Assert.Contains("(3, 2)", Assert.Throws<ArgumentException>(() => SingularVectorAlignment.Measure(a, b, 0)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => a.Kept(-0.1));
        Assert.Throws<ArgumentOutOfRangeException>(() => a.Kept(1.1));
        Assert.Throws<ArgumentOutOfRangeException>(() => a.Kept(double.NaN));
    }

    [Fact]
    public void Should_Keep_Everything_When_A_Weight_Is_Zero()
    {
        using var scope = NewDisposeScope();
        using var zero = LayerSpectrum.Of("w", zeros(3, 2));
        Assert.Equal(2, zero.Kept(1));
    }

    private static Dictionary<string, Tensor> Weights(int seed)
    {
        using var generator = new Generator((ulong)seed);
        return new()
        {
            ["fc0.weight"] = randn([6, 5], dtype: ScalarType.Float64, generator: generator),
            ["conv.weight"] = randn([4, 2, 3, 3], dtype: ScalarType.Float64, generator: generator),
        };
    }

    private static (double Sum, int KeptA, int KeptB) DoubleSum(LayerSpectrum a, LayerSpectrum b, double threshold)
    {
        var (ua, va) = (Fixtures.Values(a.U.t()), Fixtures.Values(a.Vh));
        var (ub, vb) = (Fixtures.Values(b.U.t()), Fixtures.Values(b.Vh));
        var (rows, columns) = ((int)a.U.shape[0], (int)a.Vh.shape[1]);
        var sum = 0.0;
        int Kept(IReadOnlyList<double> values) => values.Count(v => v >= threshold * values[0]);
        for (var i = 0; i < Kept(a.Values); i++)
        {
            for (var j = 0; j < Kept(b.Values); j++)
            {
                double left = 0, right = 0;
                for (var r = 0; r < rows; r++)
                {
                    left += ua[(i * rows) + r] * ub[(j * rows) + r];
                }

                for (var c = 0; c < columns; c++)
                {
                    right += va[(i * columns) + c] * vb[(j * columns) + c];
                }

                sum += left * right;
            }
        }

        return (sum, Kept(a.Values), Kept(b.Values));
    }

    private static long[] Inverse(long[] order)
    {
        var inverse = new long[order.Length];
        for (var i = 0; i < order.Length; i++)
        {
            inverse[order[i]] = i;
        }

        return inverse;
    }
}
