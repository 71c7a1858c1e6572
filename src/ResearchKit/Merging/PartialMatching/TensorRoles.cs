using ResearchKit.Permutations;

namespace ResearchKit.Merging.PartialMatching;

/// <summary>What a tensor is for, read from its name and from the groups on its axes.</summary>
internal static class TensorRoles
{
    /// <summary>Whether the first axis of a tensor counts outputs of the network: it has no group, and the weight of its layer reads a group.</summary>
    public static bool IsOutput(PermutationSpec spec, string name)
    {
        var dot = name.LastIndexOf('.');
        var weight = dot < 0 ? "weight" : $"{name[..dot]}.weight";
        return spec.Axes.TryGetValue(weight, out var axes) && axes.Count >= 2 && axes[0] is null && axes[1] is not null
            && spec.Axes[name] is { Count: >= 1 } own && own[0] is null;
    }
}
