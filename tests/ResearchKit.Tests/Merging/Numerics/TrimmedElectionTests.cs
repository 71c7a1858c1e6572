using System.Numerics;
using System.Runtime.InteropServices;
using ResearchKit.Merging;
using ResearchKit.Merging.Methods;
using ResearchKit.Merging.Numerics;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Tests.Merging.Numerics;

/// <summary>TIES in blocks against TIES by sorting and one number after another: the same bits.</summary>
public sealed class TrimmedElectionTests
{
    private const int Sampled = (1 << 18) + 77;

    public static TheoryData<int, ScalarType> Cases
    {
        get
        {
            var data = new TheoryData<int, ScalarType>();
            foreach (var size in new[] { 1, 2, 7, 8, 9, 63, 64, 65, 1023, 1024, 1025, 4096, 4101, 40_000, Sampled })
            {
                data.Add(size, ScalarType.Float32);
                data.Add(size, ScalarType.Float64);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Should_Give_The_Bits_Of_The_Plain_Form(int size, ScalarType type)
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator((ulong)size);
        var basis = randn(size, generator: generator).to(type);
        Tensor[] models = [.. Enumerable.Range(0, 4).Select(_ => basis + (randn(size, generator: generator).to(type) * .1))];

        Same(models[..1], basis, new TiesMerge(), [1]);
        Same(models[..2], basis, new TiesMerge { Density = .5, Lambda = .7 }, [.5, .5]);
        Same(models[..3], basis, new TiesMerge { Density = PerModel.FromValues(.1, 1, .9), Normalize = false }, [.2, .3, -.4]);
        Same(models, basis, new TiesMerge { Density = 1 }, [1, 2, 0, 4]);
    }

    [Theory]
    [InlineData(ScalarType.Float32)]
    [InlineData(ScalarType.Float64)]
    public void Should_Keep_The_First_Of_Equal_Magnitudes(ScalarType type)
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(9);
        var basis = zeros(Sampled, dtype: type);
        foreach (var steps in new[] { .4, 2, 30 })
        {
            // A few distinct magnitudes, as the differences of half-precision models have.
            Tensor[] models = [.. Enumerable.Range(0, 2).Select(_ => (randn(Sampled, generator: generator) * steps).round().to(type))];
            foreach (var density in new[] { 1e-9, .01, .2, .5, .99 })
            {
                Same(models, basis, new TiesMerge { Density = density }, [.3, .7]);
            }
        }
    }

    [Fact]
    public void Should_Keep_The_First_Zeros_When_Nothing_Changed()
    {
        using var scope = NewDisposeScope();
        var basis = ones(Sampled);

        Same([ones(Sampled), ones(Sampled)], basis, new TiesMerge(), [.5, .5]);
    }

    [Fact]
    public void Should_Give_The_Bits_Of_The_Plain_Form_When_Values_Are_Not_Finite()
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(4);
        float[] special = [float.NaN, float.PositiveInfinity, float.NegativeInfinity, -0f, 0, float.Epsilon, float.MaxValue, -float.MaxValue];
        var numbers = tensor(special);
        var basis = randint(0, special.Length, [5003], generator: generator);
        Tensor[] places = [.. Enumerable.Range(0, 3).Select(_ => randint(0, special.Length, [5003], generator: generator))];

        Same([.. places.Select(place => numbers.index_select(0, place))], numbers.index_select(0, basis), new TiesMerge { Density = .6 }, [1, .5, 2]);
    }

    [Fact]
    public void Should_Take_The_Plain_Form_When_Tensors_Differ_In_Type_Or_Are_Views()
    {
        using var scope = NewDisposeScope();
        var basis = zeros(4, 6);

        Assert.True(TrimmedElection.Applies([ones(4, 6)], basis));
        Assert.False(TrimmedElection.Applies([ones(6, 4).t()], basis));
        Assert.False(TrimmedElection.Applies([ones(4, 6, dtype: ScalarType.Float64)], basis));
        Assert.False(TrimmedElection.Applies([ones(4, 5)], basis));
        Assert.False(TrimmedElection.Applies([zeros(4, 6, dtype: ScalarType.BFloat16)], basis.to(ScalarType.BFloat16)));
    }

    [Fact]
    public void Should_Divide_By_The_Density_In_The_Plain_Form()
    {
        using var scope = NewDisposeScope();
        var basis = zeros(4);

        var merged = new TiesMerge { Density = .5, Rescale = Rescaling.InverseDensity }.Merge(Input([tensor(new float[] { 1, 2, 3, 4 })], basis, [1]));

        Assert.Equal([0f, 0, 6, 8], merged.data<float>().ToArray());
    }

    private static void Same(Tensor[] models, Tensor basis, TiesMerge method, double[] weights)
    {
        var input = Input(models, basis, weights);
        var expected = basis.dtype == ScalarType.Float64 ? Plain<double>(input, method) : Plain<float>(input, method);
        Assert.Equal(expected, method.Merge(input).bytes.ToArray());
    }

    private static MergeInput Input(Tensor[] models, Tensor basis, double[] weights) => new() { Name = "w", Tensors = models, Weights = weights, Base = basis };

    /// <summary>The oracle: trims by sorting, then one number after another.</summary>
    private static byte[] Plain<T>(MergeInput input, TiesMerge method)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var order = input.CanonicalOrder();
        var basis = input.Base!.data<T>().ToArray();
        T[][] trimmed = [.. order.Select(model => Trim(input.Delta(model), method.Density[model]).data<T>().ToArray())];
        T[] weights = [.. order.Select(model => T.CreateChecked(input.Weights[model]))];
        var merged = new T[basis.Length];
        for (var i = 0; i < merged.Length; i++)
        {
            var (votes, total, share) = (T.Zero, T.Zero, T.Zero);
            for (var k = 0; k < weights.Length; k++)
            {
                votes += trimmed[k][i] * weights[k];
            }

            for (var k = 0; k < weights.Length; k++)
            {
                if (votes >= T.Zero ? trimmed[k][i] > T.Zero : votes < T.Zero && trimmed[k][i] < T.Zero)
                {
                    total += trimmed[k][i] * weights[k];
                    share += weights[k];
                }
            }

            var mean = method.Normalize && T.Abs(share) > T.CreateChecked(1e-8) ? total / share : total;
            merged[i] = (mean * T.CreateChecked(method.Lambda)) + basis[i];
        }

        return MemoryMarshal.AsBytes(merged.AsSpan()).ToArray();
    }

    private static Tensor Trim(Tensor delta, double density)
    {
        var (_, order) = delta.abs().sort(stable: true, descending: true);
        var kept = order.narrow(0, 0, Kept.Count(density, delta.numel()));
        return zeros_like(delta).scatter(0, kept, delta.gather(0, kept));
    }
}
