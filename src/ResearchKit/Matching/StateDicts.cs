using ResearchKit.Permutations;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Matching;

/// <summary>Means, distances and types of whole models.</summary>
internal static class StateDicts
{
    /// <summary>Whether any matched tensor is double precision, so that products must be.</summary>
    public static bool IsDouble(PermutationSpec spec, params IReadOnlyDictionary<string, Tensor>[] models) =>
        models.Any(model => MatchedNames(spec, model).Any(name => model[name].dtype == ScalarType.Float64));

    /// <summary>The tensors that a distance counts: all but the statistics.</summary>
    public static IEnumerable<string> MatchedNames(PermutationSpec spec, IReadOnlyDictionary<string, Tensor> model) =>
        model.Keys.Where(name => !spec.Statistics.Contains(name));

    /// <summary>The L2 distance of the reference and the aligned candidate.</summary>
    public static double Distance(IReadOnlyDictionary<string, Tensor> reference, IReadOnlyDictionary<string, Tensor> candidate, Alignment alignment) =>
        ModelComparison.Measure(alignment, reference, candidate).Distance;

    /// <summary>The mean of models, one of whose aligned copies is in memory at a time; whole numbers are taken from the first.</summary>
    public static Dictionary<string, Tensor> Mean(IEnumerable<IReadOnlyDictionary<string, Tensor>> models)
    {
        var sums = new Dictionary<string, Tensor>();
        var types = new Dictionary<string, ScalarType>();
        var count = 0;
        foreach (var model in models)
        {
            using var scope = NewDisposeScope();
            count++;
            foreach (var (name, tensor) in model)
            {
                if (count == 1)
                {
                    types.Add(name, tensor.dtype);
                    sums.Add(name, (tensor.is_floating_point() ? tensor.detach().clone().to(ScalarType.Float64) : tensor.clone()).MoveToOuterDisposeScope());
                }
                else if (tensor.is_floating_point())
                {
                    sums[name].add_(tensor.detach());
                }
            }
        }

        foreach (var (name, dtype) in types.Where(pair => sums[pair.Key].is_floating_point()))
        {
            using var sum = sums[name];
            using var mean = sum / count;
            sums[name] = mean.to(dtype);
        }

        return sums;
    }

    /// <summary>A model with every tensor of whole numbers from <paramref name="first"/> and every other (1 - weight) first + weight second.</summary>
    public static Dictionary<string, Tensor> Lerp(IReadOnlyDictionary<string, Tensor> first, IReadOnlyDictionary<string, Tensor> second, double weight) =>
        first.ToDictionary(
            pair => pair.Key,
            pair => pair.Value.is_floating_point() ? (pair.Value.detach() * (1 - weight)) + (second[pair.Key].detach() * weight) : pair.Value.detach());
}
