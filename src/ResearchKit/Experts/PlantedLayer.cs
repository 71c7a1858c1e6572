using ResearchKit.Models;
using ResearchKit.Permutations;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Experts;

/// <summary>A synthetic mixture-of-experts layer whose right grouping and right permutations are known.</summary>
/// <remarks>
/// Each family has a prototype; its experts are copies with Gaussian noise and shuffled hidden units. Tokens are 0.7 c_k + 0.7 N(0, I) around the centre of a random family,
/// and router rows are noisy centres with noisy lengths, which makes usage uneven. Prototype weights are products of Gaussian factors scaled so that entries have variance 1/d (into the
/// hidden layer) and 1/f (out of it).
/// </remarks>
public sealed class PlantedLayer : IDisposable
{
    private PlantedLayer(ExpertLayer layer, Tensor tokens, int[] families, Permutation[] permutations)
    {
        (Layer, Tokens, Families, Permutations) = (layer, tokens, families, permutations);
    }

    /// <summary>The layer.</summary>
    public ExpertLayer Layer { get; }

    /// <summary>Tokens, (T, d).</summary>
    public Tensor Tokens { get; }

    /// <summary>The family of each expert.</summary>
    public IReadOnlyList<int> Families { get; }

    /// <summary>The permutation s of each expert's hidden units: unit i of the expert is unit s(i) of its prototype.</summary>
    public IReadOnlyList<Permutation> Permutations { get; }

    /// <summary>Draws a layer.</summary>
    /// <param name="options">Its shape; null for the defaults.</param>
    /// <param name="seed">The root of all draws.</param>
    /// <returns>The layer, float32; dispose it to free its tensors.</returns>
    /// <exception cref="ArgumentException">The families do not divide the experts.</exception>
    public static PlantedLayer Create(PlantedLayerOptions? options, Seed seed)
    {
        options ??= new PlantedLayerOptions();
        if (options.Families < 1 || options.Experts % options.Families != 0)
        {
            throw new ArgumentException($"{options.Experts} experts cannot be divided into {options.Families} families of equal size", nameof(options));
        }

        var (d, f) = (options.ModelSize, options.HiddenSize);
        using var frozen = no_grad();
        using var scope = NewDisposeScope();
        using var generator = new Generator((ulong)seed.For("planted").ToInt64());
        var prototypes = Enumerable.Range(0, options.Families).Select(_ => Prototype(options, generator)).ToArray();
        var order = Permutation.Random(options.Experts, seed.For("families"));
        var families = order.Select(place => place % options.Families).ToArray();
        var permutations = families.Select((_, e) => Permutation.Random(f, seed.For("units", e))).ToArray();
        var experts = families.Select((family, e) => prototypes[family]
            .Map((part, weight) => weight + (Normal(generator, weight.shape) * (options.WeightNoise / Math.Sqrt(part == ExpertPart.Down ? f : d))))
            .Permute(permutations[e])).ToArray();
        var centres = Normal(generator, options.Families, d);
        var familyIndex = tensor(Array.ConvertAll(families, family => (long)family));
        var router = (centres.index_select(0, familyIndex) + (Normal(generator, options.Experts, d) * 0.3)) * ((Normal(generator, options.Experts, 1) * 0.15) + 1);
        var random = seed.For("tokens").ToRandom();
        var tokenFamilies = tensor(Enumerable.Range(0, options.Tokens).Select(_ => (long)random.Next(options.Families)).ToArray());
        var tokens = (centres.index_select(0, tokenFamilies) * 0.7) + (Normal(generator, options.Tokens, d) * 0.7);
        var layer = new ExpertLayer(router, experts, new ExpertRouterOptions { TopK = options.TopK }, name: "planted");

        // The object owns these, whichever scope the caller is in.
        foreach (var tensor in experts.SelectMany(expert => expert.Parts.Values).Append(router).Append(tokens))
        {
            tensor.DetachFromDisposeScope();
        }

        return new PlantedLayer(layer, tokens, families, permutations);
    }

    /// <summary>Frees the layer and the tokens.</summary>
    public void Dispose()
    {
        Layer.Router.Dispose();
        Tokens.Dispose();
        foreach (var expert in Layer.Experts)
        {
            expert.Dispose();
        }
    }

    private static ExpertWeights Prototype(PlantedLayerOptions options, Generator generator)
    {
        var (d, f, r) = (options.ModelSize, options.HiddenSize, options.PrototypeRank);
        Tensor Draw(long rows, long columns, double variance) => r == 0
            ? Normal(generator, rows, columns) * Math.Sqrt(variance)
            : Normal(generator, rows, r).matmul(Normal(generator, r, columns)) * Math.Sqrt(variance / r);
        return options.Gated
            ? ExpertWeights.Gated(Draw(f, d, 1.0 / d), Draw(f, d, 1.0 / d), Draw(d, f, 1.0 / f))
            : ExpertWeights.Plain(Draw(f, d, 1.0 / d), Draw(d, f, 1.0 / f), Activation.Relu);
    }

    private static Tensor Normal(Generator generator, params long[] shape) => randn(shape, dtype: ScalarType.Float32, generator: generator);
}
