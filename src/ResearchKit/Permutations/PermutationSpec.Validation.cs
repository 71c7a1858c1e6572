using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Permutations;

/// <content>Checks of a spec against tensors and against a network.</content>
public sealed partial class PermutationSpec
{
    private const int MaxProblemsShown = 8;

    /// <summary>Checks that the spec fits a state dict: every tensor covered, ranks equal, and all axes of a group of one size after blocking.</summary>
    /// <remarks>Scalars, such as the counter of batch normalisation, may be absent: older checkpoints do not hold them.</remarks>
    /// <param name="stateDict">The tensors by name.</param>
    /// <exception cref="ArgumentException">Something does not fit; the message lists what was found and what was expected.</exception>
    public void Validate(IReadOnlyDictionary<string, Tensor> stateDict)
    {
        ArgumentNullException.ThrowIfNull(stateDict);
        var problems = new List<string>();
        foreach (var name in stateDict.Keys.Where(name => !_axes.ContainsKey(name)))
        {
            problems.Add($"the state dict has '{name}', which the spec does not cover");
        }

        foreach (var (name, axes) in _axes)
        {
            if (stateDict.TryGetValue(name, out var tensor))
            {
                CheckShape(name, axes, tensor.shape, problems);
            }
            else if (axes.Count > 0)
            {
                problems.Add($"the spec names '{name}', which the state dict does not have");
            }
        }

        if (problems.Count > 0)
        {
            var more = problems.Count > MaxProblemsShown ? $"; and {problems.Count - MaxProblemsShown} more" : string.Empty;
            throw new ArgumentException($"The permutation spec does not fit the state dict: {string.Join("; ", problems.Take(MaxProblemsShown))}{more}.", nameof(stateDict));
        }
    }

    /// <summary>Checks that the spec fits a network: its state dict, and that random alignments leave the function of the network as it is.</summary>
    /// <param name="module">The network; its parameters and buffers are put back afterwards.</param>
    /// <param name="input">Inputs for one forward pass, for example a batch of random numbers.</param>
    /// <param name="options">How to check; null for the defaults, which run two random alignments.</param>
    /// <returns>What was measured.</returns>
    /// <exception cref="ArgumentException">The spec does not fit the state dict, or the function changes; the message names the groups that change it.</exception>
    public EquivalenceResult Validate(nn.Module<Tensor, Tensor> module, Tensor input, EquivalenceOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(module);
        Validate(module.state_dict());
        return FunctionalEquivalence.Check(this, module, input, options).ThrowIfChanged();
    }

    /// <summary>Checks that the spec fits a state dict and that random alignments leave a function of it as it is.</summary>
    /// <param name="stateDict">The tensors by name.</param>
    /// <param name="forward">The output of the network on a fixed input, as a function of its state dict.</param>
    /// <param name="options">How to check; null for the defaults, which run two random alignments.</param>
    /// <returns>What was measured.</returns>
    /// <exception cref="ArgumentException">The spec does not fit the state dict, or the function changes; the message names the groups that change it.</exception>
    public EquivalenceResult Validate(
        IReadOnlyDictionary<string, Tensor> stateDict,
        Func<IReadOnlyDictionary<string, Tensor>, Tensor> forward,
        EquivalenceOptions? options = null)
    {
        Validate(stateDict);
        return FunctionalEquivalence.Check(this, stateDict, forward, options).ThrowIfChanged();
    }

    private void CheckShape(string name, IReadOnlyList<AxisPermutation?> axes, long[] shape, List<string> problems)
    {
        if (shape.Length != axes.Count)
        {
            problems.Add($"'{name}' has shape [{string.Join(", ", shape)}], the spec expects {axes.Count} axes");
            return;
        }

        for (var axis = 0; axis < axes.Count; axis++)
        {
            if (axes[axis] is { IsNested: true } nested && shape[axis] != AxisLayout.Length(nested, _groups))
            {
                problems.Add($"'{name}' has shape [{string.Join(", ", shape)}], the spec expects axis {axis} = {AxisLayout.Length(nested, _groups)} of {nested}");
            }
            else if (axes[axis] is { IsNested: false, Group.Length: > 0 } entry && shape[axis] != (long)_groups[entry.Group] * entry.BlockSize)
            {
                var blocks = entry.BlockSize == 1 ? string.Empty : $" ({_groups[entry.Group]} blocks of {entry.BlockSize})";
                problems.Add(
                    $"'{name}' has shape [{string.Join(", ", shape)}], the spec expects axis {axis} = {(long)_groups[entry.Group] * entry.BlockSize}{blocks} of group '{entry.Group}'");
            }
        }
    }
}
