using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Permutations;

/// <summary>A permutation for each group of a spec; applied to a state dict it gives the same function with its units in another order.</summary>
/// <remarks>Instances are immutable and thread safe. Two alignments are equal when they hold the same groups with equal permutations.</remarks>
public sealed class Alignment : IEquatable<Alignment>
{
    private readonly Dictionary<string, Permutation> _permutations;

    /// <summary>Makes an alignment from one permutation for each group.</summary>
    /// <param name="spec">The spec whose groups are permuted.</param>
    /// <param name="permutations">The permutation of each group; groups left out are not moved.</param>
    /// <exception cref="ArgumentException">A group is unknown or its permutation has the wrong length.</exception>
    public Alignment(PermutationSpec spec, IEnumerable<KeyValuePair<string, Permutation>> permutations)
    {
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentNullException.ThrowIfNull(permutations);
        Spec = spec;
        _permutations = spec.Groups.ToDictionary(pair => pair.Key, pair => Permutation.Identity(pair.Value));
        foreach (var (group, permutation) in permutations)
        {
            if (!spec.Groups.TryGetValue(group, out var size))
            {
                throw new ArgumentException($"There is no permutation group '{group}'; the groups are {string.Join(", ", spec.Groups.Keys)}.", nameof(permutations));
            }

            if (permutation.Length != size)
            {
                throw new ArgumentException($"Group '{group}' has {size} blocks; its permutation has {permutation.Length} elements.", nameof(permutations));
            }

            _permutations[group] = permutation;
        }
    }

    /// <summary>The spec whose groups are permuted.</summary>
    public PermutationSpec Spec { get; }

    /// <summary>The permutation of each group, in the order of the spec.</summary>
    public IReadOnlyDictionary<string, Permutation> Permutations => _permutations.AsReadOnly();

    /// <summary>Whether no group moves.</summary>
    public bool IsIdentity => _permutations.Values.All(permutation => permutation.IsIdentity);

    /// <summary>The permutation of one group.</summary>
    /// <param name="group">The name of the group.</param>
    /// <exception cref="ArgumentException">There is no such group.</exception>
    public Permutation this[string group] => _permutations.TryGetValue(group, out var permutation)
        ? permutation
        : throw new ArgumentException($"There is no permutation group '{group}'; the groups are {string.Join(", ", Spec.Groups.Keys)}.", nameof(group));

    /// <summary>Makes the alignment that moves nothing.</summary>
    /// <param name="spec">The spec.</param>
    /// <returns>The identity of every group.</returns>
    public static Alignment Identity(PermutationSpec spec) => new(spec, []);

    /// <summary>Draws every group's permutation uniformly and independently.</summary>
    /// <param name="spec">The spec.</param>
    /// <param name="seed">The seed; the stream of a group depends on its name.</param>
    /// <returns>The alignment drawn.</returns>
    public static Alignment Random(PermutationSpec spec, Seed seed)
    {
        ArgumentNullException.ThrowIfNull(spec);
        return new Alignment(spec, spec.Groups.Select(pair => KeyValuePair.Create(pair.Key, Permutation.Random(pair.Value, seed.For($"permutation/{pair.Key}")))));
    }

    /// <summary>Applies the alignment: every axis of every tensor is permuted by its group, whole blocks at a time.</summary>
    /// <param name="stateDict">Tensors that fit the spec.</param>
    /// <returns>New tensors in the same order, without gradient history, owned by the caller. Tensors that nothing permutes are copies.</returns>
    /// <exception cref="ArgumentException">The state dict does not fit the spec.</exception>
    public Dictionary<string, Tensor> Apply(IReadOnlyDictionary<string, Tensor> stateDict)
    {
        Spec.Validate(stateDict);
        using var noGradient = no_grad();
        var aligned = new Dictionary<string, Tensor>(stateDict.Count);
        foreach (var (name, tensor) in stateDict)
        {
            aligned.Add(name, ApplyTo(name, tensor));
        }

        return aligned;
    }

    /// <summary>The alignment that undoes this one.</summary>
    /// <returns>The inverse of every group's permutation, where heads move that of the places that they move to.</returns>
    public Alignment Inverse() => new(Spec, Nested(
        _permutations.Select(pair => KeyValuePair.Create(pair.Key, pair.Value.Inverse())),
        axis => Permutation.Own(Positions(axis)).Inverse().ToArray()));

    /// <summary>The single alignment that applies this one first and then <paramref name="next"/>.</summary>
    /// <param name="next">The alignment to apply second, of a spec with the same groups.</param>
    /// <returns>The composition, group by group; inner groups follow the blocks that they stand in.</returns>
    /// <exception cref="ArgumentException">The groups differ.</exception>
    public Alignment Compose(Alignment next)
    {
        ArgumentNullException.ThrowIfNull(next);
        ThrowIfGroupsDiffer(next);
        return new Alignment(Spec, Nested(
            _permutations.Select(pair => KeyValuePair.Create(pair.Key, pair.Value.Compose(next[pair.Key]))),
            axis => Permutation.Own(Positions(axis)).Compose(Permutation.Own(next.Positions(axis))).ToArray()));
    }

    /// <summary>This alignment with the permutation of one group replaced.</summary>
    /// <param name="group">The name of the group.</param>
    /// <param name="permutation">Its new permutation.</param>
    /// <returns>A new alignment.</returns>
    public Alignment With(string group, Permutation permutation) => new(Spec, _permutations.Append(KeyValuePair.Create(group, permutation)));

    /// <summary>The number of blocks, over all groups, that two alignments put differently.</summary>
    /// <param name="other">An alignment of a spec with the same groups.</param>
    /// <returns>The sum of the Hamming distances; 0 when they are equal.</returns>
    public int HammingDistance(Alignment other)
    {
        ArgumentNullException.ThrowIfNull(other);
        ThrowIfGroupsDiffer(other);
        return _permutations.Sum(pair => pair.Value.HammingDistance(other[pair.Key]));
    }

    /// <inheritdoc/>
    public bool Equals(Alignment? other) =>
        other is not null
        && _permutations.Count == other._permutations.Count
        && _permutations.All(pair => other._permutations.TryGetValue(pair.Key, out var permutation) && permutation.Equals(pair.Value));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Alignment);

    /// <inheritdoc/>
    public override int GetHashCode() => _permutations.Aggregate(0, (hash, pair) => hash ^ HashCode.Combine(pair.Key, pair.Value));

    /// <summary>One line a group.</summary>
    /// <returns>The names and permutations.</returns>
    public override string ToString() => string.Join(Environment.NewLine, _permutations.Select(pair => $"{pair.Key}: {pair.Value}"));

    /// <summary>Whether the alignment moves anything in a tensor.</summary>
    internal bool Permutes(string name) => Spec.Axes[name].Any(axis => axis is not null && axis.Groups.Any(group => !_permutations[group].IsIdentity));

    /// <summary>Permutes one tensor of a state dict that fits the spec.</summary>
    /// <param name="name">The tensor's name.</param>
    /// <param name="tensor">The tensor.</param>
    /// <param name="except">A group to leave as it is, or null.</param>
    /// <returns>A new tensor without gradient history, owned by the caller.</returns>
    internal Tensor ApplyTo(string name, Tensor tensor, string? except = null)
    {
        using var scope = NewDisposeScope();
        var axes = Spec.Axes[name];
        var result = tensor.detach();
        var moved = false;
        for (var axis = 0; axis < axes.Count; axis++)
        {
            if (axes[axis] is { IsNested: true } nested)
            {
                result = Permutation.Own(Positions(nested, except)).Apply(result, axis);
                moved = true;
            }
            else if (axes[axis] is { Group.Length: > 0 } entry && entry.Group != except && _permutations[entry.Group] is { IsIdentity: false } permutation)
            {
                result = permutation.Apply(result, axis, entry.BlockSize);
                moved = true;
            }
        }

        return (moved ? result : result.clone()).MoveToOuterDisposeScope();
    }

    /// <summary>The source of every position of a nested axis.</summary>
    private int[] Positions(AxisPermutation axis, string? except = null) =>
        AxisLayout.ToPositions(axis, Spec.Groups, group => group == except ? Permutation.Identity(Spec.Groups[group]) : _permutations[group]);

    /// <summary>Replaces the permutations of nested axes by those read off their positions: inner groups belong to places, so that they follow the blocks.</summary>
    private IEnumerable<KeyValuePair<string, Permutation>> Nested(IEnumerable<KeyValuePair<string, Permutation>> groupwise, Func<AxisPermutation, int[]> positions)
    {
        if (!Spec.IsNested)
        {
            return groupwise;
        }

        var permutations = groupwise.ToDictionary();
        foreach (var axis in Spec.NestedAxes)
        {
            AxisLayout.FromPositions(axis, Spec.Groups, positions(axis), permutations);
        }

        return permutations;
    }

    private void ThrowIfGroupsDiffer(Alignment other)
    {
        if (_permutations.Count != other._permutations.Count || _permutations.Any(pair => !other._permutations.TryGetValue(pair.Key, out var permutation) || permutation.Length != pair.Value.Length))
        {
            throw new ArgumentException("The alignments belong to specs with different groups.", nameof(other));
        }
    }
}
