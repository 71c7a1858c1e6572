using ResearchKit.Permutations;
using ResearchKit.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Merging.PartialMatching;

/// <summary>What a network merged in part costs, relative to one of the two.</summary>
/// <remarks>
/// <para>With ρ the separate shares of a layer's input and output group, its cost is c n_in n_out (1 + ρ_in + ρ_out − ρ_in ρ_out): the count of the paper, which credits the two blocks of zeros between the
/// networks. Where only one side has a group it is c n_in n_out (1 + ρ). What a dense implementation pays is c n_in n_out (1 + ρ_in)(1 + ρ_out): <see cref="DenseRatio"/>. Normalisations, activations
/// and biases are not counted. Both rise with every ρ; the paper's count is 1 where everything is merged and 2 where everything is separate.</para>
/// <para>Reference: Nasery et al., PLeaS, 2024 (arXiv 2407.02447), released code. Immutable and thread safe.</para>
/// </remarks>
public sealed class MergeCost
{
    /// <summary>Joins the costs of layers.</summary>
    /// <param name="groups">The permutation groups, in order.</param>
    /// <param name="layers">The layers; at least one with a positive cost.</param>
    /// <exception cref="ArgumentException">There is no cost, a cost is negative or not finite, or a group is unknown.</exception>
    public MergeCost(IEnumerable<string> groups, IEnumerable<LayerCost> layers)
    {
        ArgumentNullException.ThrowIfNull(groups);
        ArgumentNullException.ThrowIfNull(layers);
        Groups = [.. groups];
        Layers = [.. layers];
        var bad = Layers.FirstOrDefault(layer => !(layer.Operations >= 0 && double.IsFinite(layer.Operations))
            || (layer.InputGroup is { } i && !Groups.Contains(i)) || (layer.OutputGroup is { } o && !Groups.Contains(o)));
        if (bad is not null)
        {
            throw new ArgumentException($"The cost {bad} is negative, not finite, or of a group that is not one of {string.Join(", ", Groups)}.", nameof(layers));
        }

        Base = Layers.Sum(layer => layer.Operations);
        if (!(Base > 0))
        {
            throw new ArgumentException("No layer costs anything; expected at least one with multiplications.", nameof(layers));
        }
    }

    /// <summary>The permutation groups, in the order of the network.</summary>
    public IReadOnlyList<string> Groups { get; }

    /// <summary>The layers.</summary>
    public IReadOnlyList<LayerCost> Layers { get; }

    /// <summary>The multiplications of one of the original networks for one input.</summary>
    public double Base { get; }

    /// <summary>Counts the layers of a network as they run on an input.</summary>
    /// <param name="network">One of the networks to merge.</param>
    /// <param name="spec">Its permutation symmetries.</param>
    /// <param name="input">One or more inputs, (N, ...), of the size that counts.</param>
    /// <returns>The cost model.</returns>
    public static MergeCost Of(nn.Module<Tensor, Tensor> network, PermutationSpec spec, Tensor input)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(spec);
        InputBatches.Check(input);
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        using var mode = new ModuleMode(network, training: false);
        var state = network.state_dict();
        var layers = new Dictionary<string, LayerCost>();
        using var hooks = new LayerHooks(network, (name, _, _, output) =>
        {
            var weight = state[name];
            var positions = (double)output.numel() / output.shape[0] / weight.shape[0];
            var axes = spec.Axes[name];
            var cost = new LayerCost(name, positions * weight.numel(), axes[1]?.Group, axes[0]?.Group);
            layers[name] = layers.TryGetValue(name, out var known) ? cost with { Operations = cost.Operations + known.Operations } : cost;
            return output;
        });
        foreach (var batch in InputBatches.Of(network, input.narrow(0, 0, 1), 1))
        {
            network.call(batch);
        }

        return new MergeCost(spec.Groups.Keys, layers.Values);
    }

    /// <summary>The paper's count relative to one network: 1 fully merged, 2 fully separate.</summary>
    /// <param name="ratios">The share ρ of every group that is kept separate; groups left out are merged.</param>
    /// <returns>The ratio.</returns>
    public double Ratio(IReadOnlyDictionary<string, double> ratios) => Ratio(Checked(ratios));

    /// <summary>What a dense implementation pays relative to one network: 1 fully merged, up to 4 fully separate.</summary>
    /// <param name="ratios">The share ρ of every group that is kept separate; groups left out are merged.</param>
    /// <returns>The ratio.</returns>
    public double DenseRatio(IReadOnlyDictionary<string, double> ratios)
    {
        var values = Checked(ratios);
        return Layers.Sum(layer => layer.Operations * (1 + Share(layer.InputGroup, values)) * (1 + Share(layer.OutputGroup, values))) / Base;
    }

    /// <summary>The paper's count for shares in the order of <see cref="Groups"/>.</summary>
    internal double Ratio(ReadOnlySpan<double> ratios)
    {
        var total = 0.0;
        foreach (var (operations, input, output) in Terms)
        {
            var (i, o) = (input < 0 ? 0 : ratios[input], output < 0 ? 0 : ratios[output]);
            total += operations * (1 + i + o - (i * o));
        }

        return total / Base;
    }

    /// <summary>The layers with the places of their groups in <see cref="Groups"/>, −1 for none.</summary>
    internal (double Operations, int Input, int Output)[] Terms => field ??= [.. Layers.Select(layer => (layer.Operations, Place(layer.InputGroup), Place(layer.OutputGroup)))];

    /// <summary>Shares by group from shares in order.</summary>
    internal Dictionary<string, double> Named(IReadOnlyList<double> ratios) => Groups.Select((group, i) => KeyValuePair.Create(group, ratios[i])).ToDictionary();

    private int Place(string? group) => group is null ? -1 : Enumerable.Range(0, Groups.Count).First(i => Groups[i] == group);

    private double Share(string? group, double[] values) => group is null ? 0 : values[Place(group)];

    private double[] Checked(IReadOnlyDictionary<string, double> ratios)
    {
        ArgumentNullException.ThrowIfNull(ratios);
        var unknown = ratios.Keys.FirstOrDefault(group => !Groups.Contains(group));
        return unknown is not null
            ? throw new ArgumentException($"There is no permutation group '{unknown}'; the groups are {string.Join(", ", Groups)}.", nameof(ratios))
            : [.. Groups.Select(group => MergeGuard.Share(ratios.GetValueOrDefault(group), group))];
    }
}
