using ResearchKit.Models.MixtureOfExperts;
using ResearchKit.Permutations;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Training.MixtureOfExperts;

/// <summary>Makes experts that really are redundant: noisy clones with hidden units in other orders.</summary>
public static class ExpertCloning
{
    /// <summary>Clones every expert of a network.</summary>
    /// <remarks>
    /// In each layer the clones of all prototypes are shuffled; each has its own random order of hidden units and weight noise of <paramref name="weightNoise"/> standard
    /// deviations of the prototype's matrix. Router rows are copied with Gaussian noise of about <paramref name="routerNoise"/> times their norm.
    /// </remarks>
    /// <param name="model">The network of the prototypes.</param>
    /// <param name="clones">Clones of each expert.</param>
    /// <param name="weightNoise">The noise on weights.</param>
    /// <param name="routerNoise">The noise on router rows.</param>
    /// <param name="seed">The root of all draws.</param>
    /// <returns>The larger network, which the caller owns, and for each layer the prototype of each expert.</returns>
    public static (MoeSequenceModel Model, IReadOnlyList<IReadOnlyList<int>> Families) Clone(MoeSequenceModel model, int clones, double weightNoise, double routerNoise, Seed seed)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentOutOfRangeException.ThrowIfLessThan(clones, 1);
        var options = model.Options with { Experts = model.Options.Experts * clones };
        var larger = new MoeSequenceModel(options, model.Vocabulary, model.Length, model.Classes, 0);
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        var values = model.state_dict();
        foreach (var (name, place) in larger.state_dict())
        {
            if (!name.Contains(".moe.", StringComparison.Ordinal))
            {
                place.copy_(values[name]);
            }
        }

        var families = new List<IReadOnlyList<int>>();
        for (var l = 0; l < model.MoeLayers.Count; l++)
        {
            families.Add(Clone(model.MoeLayers[l], larger.MoeLayers[l], weightNoise, routerNoise, seed.For("layer", l)));
        }

        return (larger, families);
    }

    private static int[] Clone(MoeLayer source, MoeLayer target, double weightNoise, double routerNoise, Seed seed)
    {
        using var generator = new Generator((ulong)seed.For("noise").ToInt64());
        var prototypes = source.ToExpertLayer().Experts;
        var families = Permutation.Random(target.Options.Experts, seed.For("order")).Select(place => place % prototypes.Count).ToArray();
        var experts = families.Select((family, e) => prototypes[family]
            .Permute(Permutation.Random((int)prototypes[family].HiddenSize, seed.For("units", e)))
            .Map((_, weight) => weight + (randn(weight.shape, dtype: weight.dtype, generator: generator) * (weight.std() * weightNoise)))).ToArray();
        target.ReplaceExperts(DenseExperts.Of(experts), target.ExpertMap);

        var rows = source.Router.detach().index_select(0, tensor(Array.ConvertAll(families, family => (long)family)));
        var noise = randn(rows.shape, dtype: rows.dtype, generator: generator) * (routerNoise / Math.Sqrt(rows.shape[1]));
        target.Router.copy_(rows + (noise * rows.norm(1, keepdim: true, 2.0f)));
        return families;
    }
}
