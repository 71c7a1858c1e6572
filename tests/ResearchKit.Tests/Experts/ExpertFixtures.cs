using ResearchKit.Experts;
using ResearchKit.Models;
using static TorchSharp.torch;

namespace ResearchKit.Tests.Experts;

/// <summary>Small experts that many tests need.</summary>
internal static class ExpertFixtures
{
    public static ExpertWeights Plain(int seed, long f = 7, long d = 5, bool biased = false, ScalarType type = ScalarType.Float64)
    {
        var draw = new Generator((ulong)seed);
        Tensor Normal(params long[] shape) => randn(shape, dtype: type, generator: draw);
        return ExpertWeights.Plain(Normal(f, d), Normal(d, f), Activation.Relu, biased ? Normal(f) : null, biased ? Normal(d) : null);
    }

    public static ExpertWeights Gated(int seed, long f = 7, long d = 5, ScalarType type = ScalarType.Float64)
    {
        var draw = new Generator((ulong)seed);
        Tensor Normal(params long[] shape) => randn(shape, dtype: type, generator: draw);
        return ExpertWeights.Gated(Normal(f, d), Normal(f, d), Normal(d, f));
    }

    /// <summary>An expert of one of the three kinds: plain, biased, gated.</summary>
    public static ExpertWeights Of(string kind, int seed, long f = 7, long d = 5) => kind == "gated" ? Gated(seed, f, d) : Plain(seed, f, d, kind == "biased");

    public static Tensor Tokens(int seed, long count = 11, long d = 5, ScalarType type = ScalarType.Float64) => randn([count, d], dtype: type, generator: new Generator((ulong)seed));

    public static double Distance(Tensor a, Tensor b) => (a - b).abs().max().to(ScalarType.Float64).item<double>();
}
