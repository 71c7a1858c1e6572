using ResearchKit.Assignment;
using ResearchKit.Matching;
using ResearchKit.Permutations;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Merging.PartialMatching;

/// <summary>The best partner of every unit in every group of two networks of equal widths, with the scores by which partial merging chooses.</summary>
public sealed class UnitMatching
{
    private readonly PermutationSpec _spec;
    private readonly Dictionary<string, UnitMatch> _groups;

    private UnitMatching(PermutationSpec spec, Dictionary<string, UnitMatch> groups) => (_spec, _groups) = (spec, groups);

    /// <summary>The match of every group.</summary>
    public IReadOnlyDictionary<string, UnitMatch> Groups => _groups.AsReadOnly();

    /// <summary>The alignment of B that pairs every unit.</summary>
    public Alignment Alignment => new(_spec, _groups.Select(pair => KeyValuePair.Create(pair.Key, pair.Value.Partner)));

    /// <summary>Pairs units so that the sum of their scores is largest, group by group.</summary>
    /// <param name="pair">Networks of equal widths.</param>
    /// <param name="scores">Their scores by group, for example <see cref="ActivationScores.Measure"/>.</param>
    /// <returns>The optimal pairs.</returns>
    /// <exception cref="ArgumentException">The widths differ, or a group has no scores of its size.</exception>
    public static UnitMatching FromScores(NetworkPair pair, IReadOnlyDictionary<string, ScoreMatrix> scores)
    {
        ArgumentNullException.ThrowIfNull(pair);
        ArgumentNullException.ThrowIfNull(scores);
        ThrowIfWidthsDiffer(pair);
        var groups = new Dictionary<string, UnitMatch>();
        foreach (var (group, size) in pair.ReferenceSpec.Groups)
        {
            var matrix = ScoresOf(scores, group, size, size);
            var found = LinearAssignment.Solve(matrix.Values, size, size, new AssignmentOptions { Sense = Sense.Maximize }).ColumnOfRow;
            groups.Add(group, new UnitMatch(new Permutation(found), [.. found.Select((b, a) => matrix[a, b])]));
        }

        return new UnitMatching(pair.ReferenceSpec, groups);
    }

    /// <summary>Pairs units by their weights: coordinate ascent on the inner product of the models, and the inner product of its slices as score of a unit.</summary>
    /// <param name="pair">Networks of equal widths.</param>
    /// <param name="options">How to search; null for the defaults.</param>
    /// <param name="cancellationToken">Looked at before every group.</param>
    /// <returns>The pairs.</returns>
    /// <remarks>Running statistics take no part, and neither do heads of different tasks (<see cref="NetworkPair.SharedOutputs"/>).</remarks>
    /// <exception cref="ArgumentException">The widths differ, or the numbers of shared outputs.</exception>
    public static UnitMatching FromWeights(NetworkPair pair, WeightMatchingOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(pair);
        ThrowIfWidthsDiffer(pair);
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        var spec = pair.SharedOutputs ? pair.ReferenceSpec : WithoutHeads(pair.ReferenceSpec);
        var (a, b) = (Body(pair.Reference, spec), Body(pair.Candidate, spec));
        var alignment = WeightMatching.Match(spec, a, b, options, cancellationToken: cancellationToken).Alignment;
        return FromAlignment(pair.ReferenceSpec, alignment, a, alignment.Apply(b));
    }

    /// <summary>Keeps the best pairs of each group.</summary>
    /// <param name="ratios">The share ρ of units kept separate, from 0 to 1, by group; groups left out are fully merged.</param>
    /// <returns>The partial alignment.</returns>
    /// <exception cref="ArgumentException">There is no such group, or a share is not from 0 to 1.</exception>
    public PartialAlignment Keep(IReadOnlyDictionary<string, double> ratios)
    {
        ArgumentNullException.ThrowIfNull(ratios);
        var unknown = ratios.Keys.FirstOrDefault(group => !_groups.ContainsKey(group));
        return unknown is not null
            ? throw new ArgumentException($"There is no permutation group '{unknown}'; the groups are {string.Join(", ", _groups.Keys)}.", nameof(ratios))
            : new PartialAlignment(_groups.Select(pair => KeyValuePair.Create(pair.Key, pair.Value.Keep(ratios.GetValueOrDefault(pair.Key)))));
    }

    /// <summary>Keeps the same share of pairs in every group.</summary>
    /// <param name="ratio">The share ρ of units kept separate, from 0 to 1.</param>
    /// <returns>The partial alignment.</returns>
    public PartialAlignment Keep(double ratio) => Keep(_groups.Keys.ToDictionary(group => group, _ => ratio));

    /// <summary>The scores of a group, checked.</summary>
    internal static ScoreMatrix ScoresOf(IReadOnlyDictionary<string, ScoreMatrix> scores, string group, int rows, int columns) =>
        scores.TryGetValue(group, out var matrix) && matrix.Rows == rows && matrix.Columns == columns && matrix.Values.Length == (long)rows * columns
            ? matrix
            : throw new ArgumentException($"Group '{group}' has {(matrix is null ? "no scores" : $"scores [{matrix.Rows}, {matrix.Columns}]")}; expected [{rows}, {columns}].", nameof(scores));

    private static UnitMatching FromAlignment(PermutationSpec whole, Alignment alignment, Dictionary<string, Tensor> a, Dictionary<string, Tensor> aligned)
    {
        var spec = alignment.Spec;
        var groups = new Dictionary<string, UnitMatch>();
        foreach (var (group, size) in whole.Groups)
        {
            using var scope = NewDisposeScope();
            var scores = zeros(size, dtype: ScalarType.Float64);
            foreach (var axis in spec.AxesOf(group).Where(axis => !spec.Statistics.Contains(axis.Tensor)))
            {
                scores.add_((Units(a[axis.Tensor], axis, size) * Units(aligned[axis.Tensor], axis, size)).sum(1L));
            }

            groups.Add(group, new UnitMatch(alignment[group], scores.data<double>().ToArray()));
        }

        return new UnitMatching(whole, groups);
    }

    private static Tensor Units(Tensor tensor, TensorAxis axis, int size) =>
        tensor.detach().to(ScalarType.Float64).transpose(0, axis.Axis).contiguous().reshape(size, axis.BlockSize, -1).reshape(size, -1);

    // Rows of heads of different tasks have nothing to do with each other, so that their columns cannot be compared.
    private static PermutationSpec WithoutHeads(PermutationSpec spec)
    {
        var kept = spec.Axes.Where(pair => !TensorRoles.IsOutput(spec, pair.Key)).ToList();
        return new PermutationSpec(spec.Groups, kept, spec.Statistics);
    }

    private static Dictionary<string, Tensor> Body(nn.Module network, PermutationSpec spec) =>
        network.state_dict().Where(pair => spec.Axes.ContainsKey(pair.Key)).ToDictionary(pair => pair.Key, pair => pair.Value.detach());

    private static void ThrowIfWidthsDiffer(NetworkPair pair)
    {
        if (!pair.SameWidths)
        {
            throw new ArgumentException("The networks have different widths; use WidthMatching, which leaves units without a partner.", nameof(pair));
        }
    }
}
