using ResearchKit.Permutations;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Matching;

/// <summary>The mean squared difference of weights over all tensors that a group permutes, statistics excluded.</summary>
internal sealed class WeightDistance : ISoftAlignmentLoss
{
    private readonly IReadOnlyDictionary<string, Tensor> _reference;
    private readonly IReadOnlyDictionary<string, Tensor> _candidate;
    private readonly List<string> _names;
    private readonly long _count;

    public WeightDistance(PermutationSpec spec, IReadOnlyDictionary<string, Tensor> reference, IReadOnlyDictionary<string, Tensor> candidate)
    {
        _reference = reference;
        _candidate = candidate;
        _names = [.. StateDicts.MatchedNames(spec, reference).Where(name => spec.Axes[name].Any(axis => axis is not null))];
        _count = Math.Max(1, _names.Sum(name => reference[name].numel()));
    }

    public (double Value, Tensor Differentiable) Soft(IReadOnlyDictionary<string, Tensor> aligned, int step)
    {
        var squares = _names.Select(name => (_reference[name].detach() - aligned[name]).square().sum()).ToList();
        var mean = stack(squares, 0).sum() / _count;
        return (mean.ToDouble(), mean);
    }

    public double Hard(Alignment alignment) => StateDicts.Distance(_reference, _candidate, alignment);

    public bool IsLeast(double hard) => hard == 0;
}
