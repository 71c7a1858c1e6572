using ResearchKit.Permutations;
using static TorchSharp.torch;

namespace ResearchKit.Matching;

/// <summary>Checks at the edge of the matching methods.</summary>
internal static class MatchingGuard
{
    public static WeightMatchingOptions Check(WeightMatchingOptions? options, PermutationSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        options ??= new WeightMatchingOptions();
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxSweeps, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Starts, 1, nameof(options));
        if (!(options.RelativeTolerance >= 0))
        {
            throw new ArgumentOutOfRangeException(nameof(options), options.RelativeTolerance, "The relative tolerance must be 0 or more.");
        }

        if (options.WarmStart is { } start && !start.Permutations.Keys.SequenceEqual(spec.Groups.Keys))
        {
            throw new ArgumentException("The warm start belongs to a spec with other groups.", nameof(options));
        }

        return options;
    }

    /// <summary>Refuses models that do not fit the spec or each other.</summary>
    public static void CheckModels(PermutationSpec spec, IReadOnlyDictionary<string, Tensor> reference, IReadOnlyDictionary<string, Tensor> candidate)
    {
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentNullException.ThrowIfNull(reference);
        ArgumentNullException.ThrowIfNull(candidate);
        spec.Validate(reference);
        spec.Validate(candidate);
        foreach (var (name, tensor) in reference)
        {
            if (!candidate.TryGetValue(name, out var other))
            {
                throw new ArgumentException($"The candidate has no tensor '{name}', which the reference has.", nameof(candidate));
            }

            if (!tensor.shape.SequenceEqual(other.shape))
            {
                throw new ArgumentException(
                    $"Tensor '{name}' has shape [{string.Join(", ", tensor.shape)}] in the reference and [{string.Join(", ", other.shape)}] in the candidate.",
                    nameof(candidate));
            }
        }
    }
}
