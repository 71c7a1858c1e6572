using ResearchKit.Permutations;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Matching;

/// <summary>Inner products and distances of whole models, in double precision, statistics excluded.</summary>
internal static class StateDicts
{
    /// <summary>Whether any matched tensor is double precision, so that products must be.</summary>
    public static bool IsDouble(PermutationSpec spec, params IReadOnlyDictionary<string, Tensor>[] models) =>
        models.Any(model => MatchedNames(spec, model).Any(name => model[name].dtype == ScalarType.Float64));

    /// <summary>The tensors that a distance counts: all but the statistics.</summary>
    public static IEnumerable<string> MatchedNames(PermutationSpec spec, IReadOnlyDictionary<string, Tensor> model) =>
        model.Keys.Where(name => !spec.Statistics.Contains(name));

    /// <summary>The L2 distance of the reference and the aligned candidate.</summary>
    public static double Distance(IReadOnlyDictionary<string, Tensor> reference, IReadOnlyDictionary<string, Tensor> candidate, Alignment alignment)
    {
        var sum = 0.0;
        using var noGradient = no_grad();
        foreach (var name in MatchedNames(alignment.Spec, reference))
        {
            using var scope = NewDisposeScope();
            var difference = reference[name].detach() - alignment.ApplyTo(name, candidate[name]).to(reference[name].device);
            sum += SquaredNorm(difference);
        }

        return Math.Sqrt(sum);
    }

    /// <summary>The inner product of the reference and the aligned candidate over the tensors that a group permutes.</summary>
    public static double InnerProduct(IReadOnlyDictionary<string, Tensor> reference, IReadOnlyDictionary<string, Tensor> candidate, Alignment alignment)
    {
        var sum = 0.0;
        using var noGradient = no_grad();
        foreach (var name in MatchedNames(alignment.Spec, reference).Where(name => alignment.Spec.Axes[name].Any(axis => axis is not null)))
        {
            using var scope = NewDisposeScope();
            var aligned = alignment.ApplyTo(name, candidate[name]).to(ScalarType.Float64).flatten();
            sum += reference[name].detach().to(aligned.device).to(ScalarType.Float64).flatten().dot(aligned).ToDouble();
        }

        return sum;
    }

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

    /// <summary>The norm of a model; refuses NaN and infinite elements, naming the tensor.</summary>
    public static double Norm(PermutationSpec spec, IReadOnlyDictionary<string, Tensor> stateDict, string model)
    {
        var sum = 0.0;
        foreach (var name in MatchedNames(spec, stateDict))
        {
            var square = SquaredNorm(stateDict[name]);
            if (!double.IsFinite(square))
            {
                throw new ArgumentException($"Tensor '{name}' of the {model} holds NaN, infinite or too large elements; such weights cannot be matched.");
            }

            sum += square;
        }

        return Math.Sqrt(sum);
    }

    /// <summary>The sum of squares of a tensor, in double precision.</summary>
    public static double SquaredNorm(Tensor tensor)
    {
        using var scope = NewDisposeScope();
        var flat = tensor.detach().to(ScalarType.Float64).flatten();
        return flat.dot(flat).ToDouble();
    }
}
