using ResearchKit.Permutations;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Merging.PartialMatching;

/// <summary>Two networks of one architecture, of equal or different widths, with the permutation symmetries of each.</summary>
/// <remarks>The networks are held, not copied; what works on a pair reads their tensors and puts modes back.</remarks>
public sealed record NetworkPair
{
    /// <summary>Joins two networks.</summary>
    /// <param name="reference">The network A, whose order of units the merged network keeps.</param>
    /// <param name="candidate">The network B.</param>
    /// <param name="spec">Infers the spec of each from its tensors, for example <see cref="PermutationSpecs.ResNet"/>.</param>
    /// <exception cref="ArgumentException">The networks differ in tensors, groups, or anything but the widths of groups and the number of outputs.</exception>
    public NetworkPair(nn.Module<Tensor, Tensor> reference, nn.Module<Tensor, Tensor> candidate, Func<IReadOnlyDictionary<string, Tensor>, PermutationSpec> spec)
    {
        ArgumentNullException.ThrowIfNull(reference);
        ArgumentNullException.ThrowIfNull(candidate);
        ArgumentNullException.ThrowIfNull(spec);
        (Reference, Candidate) = (reference, candidate);
        (ReferenceSpec, CandidateSpec) = (spec(reference.state_dict()), spec(candidate.state_dict()));
        CheckSame();
    }

    /// <summary>The network A, whose order of units the merged network keeps.</summary>
    public nn.Module<Tensor, Tensor> Reference { get; }

    /// <summary>The network B.</summary>
    public nn.Module<Tensor, Tensor> Candidate { get; }

    /// <summary>The permutation symmetries of A.</summary>
    public PermutationSpec ReferenceSpec { get; }

    /// <summary>The permutation symmetries of B: the groups of A, perhaps of other sizes.</summary>
    public PermutationSpec CandidateSpec { get; }

    /// <summary>Whether the outputs of both networks mean the same: then the merged network has one head, else it has the outputs of A followed by those of B.</summary>
    public bool SharedOutputs { get; init; } = true;

    /// <summary>Whether every group is as wide in A as in B.</summary>
    public bool SameWidths => ReferenceSpec.Groups.All(group => CandidateSpec.Groups[group.Key] == group.Value);

    private void CheckSame()
    {
        ReferenceSpec.ThrowIfNested("partial merging");
        if (!ReferenceSpec.Groups.Keys.SequenceEqual(CandidateSpec.Groups.Keys))
        {
            throw new ArgumentException($"The networks have different permutation groups: {string.Join(", ", ReferenceSpec.Groups.Keys)} and {string.Join(", ", CandidateSpec.Groups.Keys)}.");
        }

        var (a, b) = (Reference.state_dict(), Candidate.state_dict());
        foreach (var (name, tensor) in a)
        {
            if (!b.TryGetValue(name, out var other))
            {
                throw new ArgumentException($"The candidate has no tensor '{name}', which the reference has.");
            }

            if (!ReferenceSpec.Axes[name].SequenceEqual(CandidateSpec.Axes[name]))
            {
                throw new ArgumentException($"The specs put other groups or blocks on the axes of tensor '{name}'.");
            }

            CheckFreeAxes(name, tensor.shape, other.shape);
        }

        var stranger = b.Keys.FirstOrDefault(name => !a.ContainsKey(name));
        if (stranger is not null)
        {
            throw new ArgumentException($"The reference has no tensor '{stranger}', which the candidate has.");
        }
    }

    // The first axis of a head may differ: it counts the classes of a task.
    private void CheckFreeAxes(string name, long[] a, long[] b)
    {
        var axes = ReferenceSpec.Axes[name];
        for (var axis = 0; axis < axes.Count; axis++)
        {
            if (axes[axis] is null && a[axis] != b[axis] && !(axis == 0 && TensorRoles.IsOutput(ReferenceSpec, name)))
            {
                throw new ArgumentException($"Tensor '{name}' has shape [{string.Join(", ", a)}] in the reference and [{string.Join(", ", b)}] in the candidate; axis {axis} has no group and must agree.");
            }
        }
    }
}
