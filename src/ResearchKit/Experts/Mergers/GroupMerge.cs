using static TorchSharp.torch;

namespace ResearchKit.Experts;

/// <summary>What all methods that average the experts of a group share.</summary>
internal static class GroupMerge
{
    /// <summary>Aligns the experts of each group, averages them and points the router's slots at the groups.</summary>
    public static ExpertMergeResult Run(
        ExpertCalibration calibration,
        ExpertGroups groups,
        MergeWeighting weighting,
        AlignReference reference,
        IReadOnlyDictionary<string, double>? diagnostics = null,
        CancellationToken cancellationToken = default)
    {
        var alignment = reference switch
        {
            AlignReference.None => null,
            AlignReference.FirstExpert => ExpertAlignment.AlignAll(calibration.Experts, new int[calibration.Experts.Count], cancellationToken: cancellationToken),
            AlignReference.GroupDominant => ExpertAlignment.AlignAll(calibration.Experts, groups.RepresentativeOf, cancellationToken: cancellationToken),
            _ => throw new ArgumentOutOfRangeException(nameof(reference), reference, "there is no such reference"),
        };
        return Average(calibration, groups, weighting, alignment, diagnostics);
    }

    /// <summary>Averages groups whose alignment is known.</summary>
    public static ExpertMergeResult Average(ExpertCalibration calibration, ExpertGroups groups, MergeWeighting weighting, ExpertAlignmentResult? alignment, IReadOnlyDictionary<string, double>? diagnostics = null)
    {
        using var frozen = no_grad();
        var frequency = calibration.Routing.Frequency;
        var merged = new List<ExpertWeights>();
        for (var g = 0; g < groups.Count; g++)
        {
            using var scope = NewDisposeScope();
            var dominant = groups.Representatives[g];
            int[] members = [dominant, .. groups.Members[g].Where(e => e != dominant)];
            var experts = members.Select(e => calibration.Experts[e]).ToArray();
            var permutations = alignment is null ? null : members.Select(e => alignment.Matches[e].Permutation).ToArray();
            var expert = weighting switch
            {
                MergeWeighting.Frequency => ExpertAverage.Weighted(experts, [.. members.Select(e => frequency[e])], permutations),
                MergeWeighting.Uniform => ExpertAverage.Weighted(experts, [.. members.Select(_ => 1.0)], permutations),
                MergeWeighting.Fisher => Fisher(calibration, members, experts, permutations),
                _ => throw new ArgumentOutOfRangeException(nameof(weighting), weighting, "there is no such weighting"),
            };
            merged.Add(Release(expert));
        }

        var measured = new Dictionary<string, double>(diagnostics ?? new Dictionary<string, double>());
        if (alignment is not null)
        {
            var moved = alignment.Matches.Where((match, e) => match.Reference != e).ToArray();
            measured["inner product with references as experts lay"] = moved.Sum(match => match.IdentityObjective);
            measured["inner product with references aligned"] = moved.Sum(match => match.Objective);
        }

        return Result(calibration, groups, merged, measured) with { Alignment = alignment };
    }

    /// <summary>The layer whose slots point at the merged experts; the router stays as it is.</summary>
    public static ExpertMergeResult Result(ExpertCalibration calibration, ExpertGroups groups, IReadOnlyList<ExpertWeights> merged, IReadOnlyDictionary<string, double> diagnostics) => new()
    {
        Layer = new ExpertLayer(Copy(calibration.Layer.Router), merged, calibration.Layer.Options, groups.GroupOf, calibration.Layer.Name),
        Groups = groups,
        KeptSlots = [.. Enumerable.Range(0, calibration.Layer.Slots)],
        StoredParameters = merged.Sum(expert => (double)expert.ParameterCount),
        Diagnostics = new Dictionary<string, double>(diagnostics) { ["largest group"] = groups.Members.Max(members => members.Count) },
    };

    /// <summary>A copy that no dispose scope frees.</summary>
    public static Tensor Copy(Tensor tensor) => tensor.detach().clone().DetachFromDisposeScope();

    /// <summary>Takes an expert out of all dispose scopes.</summary>
    public static ExpertWeights Release(ExpertWeights expert)
    {
        foreach (var tensor in expert.Parts.Values)
        {
            tensor.DetachFromDisposeScope();
        }

        return expert;
    }

    private static ExpertWeights Fisher(ExpertCalibration calibration, int[] members, ExpertWeights[] experts, Permutations.Permutation[]? permutations)
    {
        var fisher = calibration.NeedFisher("merging by Fisher information");
        ExpertWeights Ordered(ExpertWeights one, int i) => permutations is null ? one : one.Permute(permutations[i]);
        return ExpertAverage.ByFisher([.. experts.Select(Ordered)], [.. members.Select((e, i) => Ordered(fisher[e], i))]);
    }
}
