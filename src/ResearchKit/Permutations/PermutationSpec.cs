using System.Collections.ObjectModel;
using System.Globalization;
using System.Text;

namespace ResearchKit.Permutations;

/// <summary>The permutation symmetries of a network: for each tensor of its state dict, which group permutes each axis.</summary>
/// <remarks>
/// <para>A group is a set of tensor axes that must move together, such as the channels of a residual stream. A permutation for every group
/// (an <see cref="Alignment"/>) leaves the function of the network as it is. Input axes of first layers and output axes of last layers
/// carry no group.</para>
/// <para>Statistics are tensors that a permutation moves but that never enter a matching objective: the running mean and variance of batch
/// normalisation and its counter.</para>
/// <para>An axis may be nested: the heads of an attention layer change places as blocks, and inside each block the units of a head do (<see cref="AxisPermutation"/>). Every
/// choice of permutations is still a symmetry, so that nothing but <see cref="Alignment"/> needs to know; methods that move plain axes only refuse such a spec.</para>
/// <para>A group never stands on two axes of one tensor; every matching method relies on that. Make a spec with <see cref="Builder"/>, with
/// <see cref="PermutationSpecs"/> from the names in a state dict, or by hand with the constructor. Instances are immutable and thread safe.</para>
/// <para>Reference: Ainsworth, Hayase and Srinivasa, Git Re-Basin, 2023, section 3.2 and appendix A.3.</para>
/// </remarks>
public sealed partial class PermutationSpec
{
    private readonly ReadOnlyDictionary<string, int> _groups;
    private readonly ReadOnlyDictionary<string, IReadOnlyList<AxisPermutation?>> _axes;
    private readonly Dictionary<string, List<TensorAxis>> _axesOfGroup;
    private readonly HashSet<string> _statistics;

    /// <summary>Makes a spec from its parts.</summary>
    /// <param name="groups">The size of each permutation group, that is the number of blocks it permutes.</param>
    /// <param name="axes">For each tensor one entry an axis: the group that permutes it, or null.</param>
    /// <param name="statistics">The tensors that are moved but never matched; null for none.</param>
    /// <exception cref="ArgumentException">A size or block size is below 1, a group is unknown or unused, or a group stands on two axes of one tensor.</exception>
    public PermutationSpec(
        IEnumerable<KeyValuePair<string, int>> groups,
        IEnumerable<KeyValuePair<string, IReadOnlyList<AxisPermutation?>>> axes,
        IEnumerable<string>? statistics = null)
    {
        ArgumentNullException.ThrowIfNull(groups);
        ArgumentNullException.ThrowIfNull(axes);
        var groupSizes = new Dictionary<string, int>();
        _axesOfGroup = [];
        foreach (var (group, size) in groups)
        {
            if (size < 1)
            {
                throw new ArgumentException($"Permutation group '{group}' has size {size}; it must be at least 1.", nameof(groups));
            }

            groupSizes.Add(group, size);
            _axesOfGroup.Add(group, []);
        }

        var axesOfTensor = new Dictionary<string, IReadOnlyList<AxisPermutation?>>();
        foreach (var (tensor, entries) in axes)
        {
            ArgumentNullException.ThrowIfNull(entries, nameof(axes));
            var copy = entries.ToArray();
            AddAxes(tensor, copy, groupSizes);
            axesOfTensor.Add(tensor, Array.AsReadOnly(copy));
        }

        var unused = groupSizes.Keys.FirstOrDefault(group => _axesOfGroup[group].Count == 0);
        if (unused is not null)
        {
            throw new ArgumentException($"Permutation group '{unused}' stands on no axis of any tensor; remove it or name the axes that it permutes.", nameof(groups));
        }

        _statistics = [.. statistics ?? []];
        var stranger = _statistics.FirstOrDefault(name => !axesOfTensor.ContainsKey(name));
        if (stranger is not null)
        {
            throw new ArgumentException($"The statistic '{stranger}' is not a tensor of the spec.", nameof(statistics));
        }

        _groups = groupSizes.AsReadOnly();
        _axes = axesOfTensor.AsReadOnly();
    }

    /// <summary>The permutation groups and the number of blocks that each permutes, in the order of the network.</summary>
    public IReadOnlyDictionary<string, int> Groups => _groups;

    /// <summary>For each tensor one entry an axis: the group that permutes it, or null.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<AxisPermutation?>> Axes => _axes;

    /// <summary>The tensors that are moved but never matched, such as the running statistics of batch normalisation.</summary>
    public IReadOnlySet<string> Statistics => _statistics;

    /// <summary>The logarithm to base 10 of the number of alignments, the sum of log10(n!) over the groups.</summary>
    /// <remarks>For a multilayer perceptron with three hidden layers of 512 units it is 3499.6.</remarks>
    public double Log10SymmetryCount => _groups.Values.Sum(Log10Factorial);

    /// <summary>Starts a spec that is written down layer by layer, like the network itself.</summary>
    /// <returns>A builder at the input of the network, whose axis carries no permutation.</returns>
    public static PermutationSpecBuilder Builder() => new();

    /// <summary>The tensor axes that a group permutes.</summary>
    /// <param name="group">The name of a group of this spec.</param>
    /// <returns>The axes, in the order of the tensors; never empty.</returns>
    /// <exception cref="ArgumentException">There is no such group.</exception>
    public IReadOnlyList<TensorAxis> AxesOf(string group)
    {
        ArgumentNullException.ThrowIfNull(group);
        return _axesOfGroup.TryGetValue(group, out var axes)
            ? axes
            : throw new ArgumentException($"There is no permutation group '{group}'; the groups are {string.Join(", ", _groups.Keys)}.", nameof(group));
    }

    /// <summary>A table of the groups and of the axes of every tensor.</summary>
    /// <returns>Text of one line a group and one line a tensor.</returns>
    public override string ToString()
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"{_groups.Count} permutation groups, 10^{Log10SymmetryCount:F1} symmetries");
        foreach (var (group, size) in _groups)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"  {group}: {size}");
        }

        foreach (var (tensor, axes) in _axes)
        {
            var entries = axes.Select(axis => axis is null ? "-" : axis.ToString());
            text.AppendLine(CultureInfo.InvariantCulture, $"{tensor} ({string.Join(", ", entries)}){(_statistics.Contains(tensor) ? " statistic" : string.Empty)}");
        }

        return text.ToString();
    }

    private static double Log10Factorial(int n)
    {
        var sum = 0.0;
        for (var i = 2; i <= n; i++)
        {
            sum += Math.Log10(i);
        }

        return sum;
    }

    private void AddAxes(string tensor, AxisPermutation?[] axes, Dictionary<string, int> groups)
    {
        for (var axis = 0; axis < axes.Length; axis++)
        {
            if (axes[axis] is not { } entry)
            {
                continue;
            }

            foreach (var group in entry.Groups)
            {
                if (!_axesOfGroup.TryGetValue(group, out var users))
                {
                    throw new ArgumentException($"Axis {axis} of '{tensor}' names the permutation group '{group}', which the spec does not have.", nameof(axes));
                }

                var earlier = Array.FindIndex(axes, other => other is not null && other.Groups.Contains(group));
                if (earlier < axis)
                {
                    throw new ArgumentException(
                        $"Permutation group '{group}' stands on axes {earlier} and {axis} of '{tensor}'; a group may permute only one axis of a tensor. " +
                        "This happens when a skip connection ties the input and the output of a single layer.",
                        nameof(axes));
                }

                users.Add(new TensorAxis(tensor, axis, BlockSizeOf(entry, group)));
            }

            ThrowIfBad(entry, axis, tensor, groups);
        }
    }
}
