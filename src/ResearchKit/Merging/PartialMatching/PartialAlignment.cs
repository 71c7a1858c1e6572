using ResearchKit.Permutations;

namespace ResearchKit.Merging.PartialMatching;

/// <summary>For each permutation group, which units of two networks become one and which stay on their own.</summary>
/// <remarks>
/// With all units paired it is an <see cref="Alignment"/>; with none the merged network is both networks side by side. Networks of different widths always leave units of the wider
/// one unpaired. Immutable and thread safe.
/// </remarks>
public sealed class PartialAlignment : IEquatable<PartialAlignment>
{
    private readonly Dictionary<string, PartialGroup> _groups;

    /// <summary>Makes a partial alignment from its groups.</summary>
    /// <param name="groups">The groups by name, in the order of the network.</param>
    public PartialAlignment(IEnumerable<KeyValuePair<string, PartialGroup>> groups)
    {
        ArgumentNullException.ThrowIfNull(groups);
        _groups = new Dictionary<string, PartialGroup>(groups);
    }

    /// <summary>The groups by name, in the order of the network.</summary>
    public IReadOnlyDictionary<string, PartialGroup> Groups => _groups.AsReadOnly();

    /// <summary>The number of units of each merged group.</summary>
    public IReadOnlyDictionary<string, int> Widths => _groups.ToDictionary(pair => pair.Key, pair => pair.Value.Width);

    /// <summary>The share ρ of each group that is kept separate.</summary>
    public IReadOnlyDictionary<string, double> Ratios => _groups.ToDictionary(pair => pair.Key, pair => pair.Value.SeparateShare);

    /// <summary>One group.</summary>
    /// <param name="group">The name of the group.</param>
    /// <exception cref="ArgumentException">There is no such group.</exception>
    public PartialGroup this[string group] => _groups.TryGetValue(group, out var found)
        ? found
        : throw new ArgumentException($"There is no permutation group '{group}'; the groups are {string.Join(", ", _groups.Keys)}.", nameof(group));

    /// <summary>The partial alignment that pairs every unit as an alignment does.</summary>
    /// <param name="alignment">The alignment of B: unit i of A has the partner p[i].</param>
    /// <returns>The full merge; the widths are those of one network.</returns>
    public static PartialAlignment Full(Alignment alignment)
    {
        ArgumentNullException.ThrowIfNull(alignment);
        return new PartialAlignment(alignment.Permutations.Select(pair =>
            KeyValuePair.Create(pair.Key, new PartialGroup(pair.Value.Length, pair.Value.Length, pair.Value.Select((b, a) => (a, b))))));
    }

    /// <summary>The partial alignment that pairs nothing.</summary>
    /// <param name="pair">The networks.</param>
    /// <returns>Both networks side by side.</returns>
    public static PartialAlignment Separate(NetworkPair pair)
    {
        ArgumentNullException.ThrowIfNull(pair);
        return new PartialAlignment(pair.ReferenceSpec.Groups.Select(group =>
            KeyValuePair.Create(group.Key, PartialGroup.Separate(group.Value, pair.CandidateSpec.Groups[group.Key]))));
    }

    /// <inheritdoc/>
    public bool Equals(PartialAlignment? other) =>
        other is not null && _groups.Count == other._groups.Count && _groups.All(pair => other._groups.TryGetValue(pair.Key, out var group) && group.Equals(pair.Value));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as PartialAlignment);

    /// <inheritdoc/>
    public override int GetHashCode() => _groups.Aggregate(0, (hash, pair) => hash ^ HashCode.Combine(pair.Key, pair.Value));

    /// <summary>One line a group.</summary>
    /// <returns>The names and numbers of units.</returns>
    public override string ToString() => string.Join(Environment.NewLine, _groups.Select(pair => $"{pair.Key}: {pair.Value}"));

    /// <summary>Refuses a partial alignment of other groups or sizes than a pair of networks has.</summary>
    internal void CheckFits(NetworkPair pair)
    {
        foreach (var (group, size) in pair.ReferenceSpec.Groups)
        {
            var own = this[group];
            if (own.SizeA != size || own.SizeB != pair.CandidateSpec.Groups[group])
            {
                throw new ArgumentException($"Group '{group}' pairs {own.SizeA} units with {own.SizeB}; the networks have {size} and {pair.CandidateSpec.Groups[group]}.");
            }
        }
    }
}
