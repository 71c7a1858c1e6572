using ResearchKit.Torch.Tests.Reference;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Torch.Tests.RandomNumbers;

/// <summary>What PyTorch draws right after a seed: the same from the default stream and from a generator.</summary>
public class DrawTests
{
    private const long Seed = 31;

    private static readonly Dictionary<string, Func<Generator?, Tensor>> _draws = new()
    {
        ["rand"] = g => rand(5, generator: g),
        ["rand_long"] = g => rand(new long[] { 19 }, generator: g),
        ["rand_double"] = g => rand(3L, ScalarType.Float64, generator: g),
        ["randn"] = g => randn(5, generator: g),
        ["randn_long"] = g => randn(new long[] { 19 }, generator: g),
        ["randint"] = g => randint(-3, 9, new long[] { 6 }, generator: g),
        ["randperm"] = g => randperm(9, generator: g),
        ["bernoulli"] = g => torch.bernoulli(full(8, 0.4), g),
        ["multinomial"] = g => torch.multinomial(Shares(), 6, true, g),
        ["multinomial_without_replacement"] = g => torch.multinomial(Shares(), 3, generator: g),
        ["poisson"] = g => torch.poisson(full(5, 3.0), g),
        ["normal"] = g => empty(4).normal_(2, 0.5, g),
        ["uniform"] = g => empty(4).uniform_(-2, 3, g),
        ["exponential"] = g => empty(4).exponential_(2, g),
        ["log_normal"] = g => empty(4).log_normal_(0.5, 0.25, g),
        ["cauchy"] = g => empty(4).cauchy_(1, 2, g),
        ["geometric"] = g => empty(4).geometric_(0.3, g),
        ["random"] = g => empty(5, dtype: ScalarType.Int64).random_(3, 40, g),
    };

    public static TheoryData<string> Names => [.. NnReference.Section("draws").EnumerateObject().Select(entry => entry.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Should_Draw_What_PyTorch_Draws_When_The_Default_Stream_Is_Seeded(string name)
    {
        using var scope = NewDisposeScope();
        manual_seed(Seed);

        Close.To(NnReference.Section("draws").GetProperty(name), _draws[name](null));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Should_Draw_What_PyTorch_Draws_When_A_Generator_Is_Given(string name)
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator((ulong)Seed);

        Close.To(NnReference.Section("draws").GetProperty(name), _draws[name](generator));
    }

    private static Tensor Shares() => tensor(new[] { 0.1f, 0.2f, 0.3f, 0.4f });
}
