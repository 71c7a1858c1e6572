using ResearchKit.Permutations;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Experts;

/// <summary>Finds the order of an expert's hidden units that brings its weights closest to another expert's.</summary>
/// <remarks>
/// For a reference a and a candidate b, C[i, j] is the inner product of all weights of a's unit i with those of b's unit j:
/// C = Wi_a Wi_bᵀ + Wo_aᵀ Wo_b for plain experts, C = Wg_a Wg_bᵀ + Wu_a Wu_bᵀ + Wd_aᵀ Wd_b for gated ones, whose three weights share one hidden axis.
/// The permutation that maximises Σ C[i, π(i)] minimises the distance of the aligned weights; with one hidden layer a single assignment finds it exactly.
/// Cost: 2 f² d operations for each weight, and one assignment of size f. Large float32 experts are screened by products of 8-bit roundings first where the processor is fast at them; the result is the same. Reference: Li et al., Merge, Then Compress, 2024, section 3.1.
/// </remarks>
public static class ExpertAlignment
{
    /// <summary>The score matrix C.</summary>
    /// <param name="reference">Expert a.</param>
    /// <param name="candidate">Expert b, of the same kind and size.</param>
    /// <param name="options">What counts; null for the defaults.</param>
    /// <returns>A new (f, f) tensor, float64 if the experts are and float32 otherwise.</returns>
    /// <exception cref="ArgumentException">The experts are not alike.</exception>
    public static Tensor Score(ExpertWeights reference, ExpertWeights candidate, ExpertAlignmentOptions? options = null)
    {
        ExpertGuard.RequireAlike([reference, candidate], nameof(candidate));
        options ??= new ExpertAlignmentOptions();
        using var frozen = no_grad();
        using var scope = NewDisposeScope();
        var type = reference.Up.dtype == ScalarType.Float64 ? ScalarType.Float64 : ScalarType.Float32;
        Tensor? score = null;
        foreach (var (part, ours) in reference.Parts)
        {
            if (!options.Counts(part))
            {
                continue;
            }

            var (a, b) = (Units(part, ours, type), Units(part, candidate.Parts[part], type));
            score = score is null ? a.matmul(b.t()) : score.addmm_(a, b.t());
        }

        return score!.MoveToOuterDisposeScope();
    }

    /// <summary>Aligns one expert to another.</summary>
    /// <param name="reference">The expert that stays.</param>
    /// <param name="candidate">The expert whose units are reordered.</param>
    /// <param name="options">What counts; null for the defaults.</param>
    /// <returns>The permutation to apply to the candidate, with the objective; its <see cref="ExpertMatch.Reference"/> is 0.</returns>
    /// <exception cref="ArgumentException">The experts are not alike, or a weight is NaN or infinite.</exception>
    public static ExpertMatch Align(ExpertWeights reference, ExpertWeights candidate, ExpertAlignmentOptions? options = null) =>
        AlignAll([reference, candidate], [0, 0], options).Matches[1];

    /// <summary>Aligns the experts of a layer, each to a reference of its own choice.</summary>
    /// <param name="experts">The experts, all alike.</param>
    /// <param name="references">For each expert the index of the expert it is aligned to; its own index leaves it as it is.</param>
    /// <param name="options">What counts; null for the defaults.</param>
    /// <param name="progress">Told after every expert.</param>
    /// <param name="cancellationToken">Looked at before every expert.</param>
    /// <returns>A match for each expert and where the time went.</returns>
    /// <exception cref="ArgumentException">The experts are not alike, a reference is out of range, or a weight is NaN or infinite.</exception>
    public static ExpertAlignmentResult AlignAll(
        IReadOnlyList<ExpertWeights> experts,
        IReadOnlyList<int> references,
        ExpertAlignmentOptions? options = null,
        IProgress<ProgressReport>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ExpertGuard.RequireAlike(experts, nameof(experts));
        ExpertGuard.RequireIndices(references, experts.Count, experts.Count, nameof(references));
        options ??= new ExpertAlignmentOptions();
        var matches = new ExpertMatch[experts.Count];
        var time = new AlignmentTime();
        using var scope = NewDisposeScope(); // owns the memory of the screening
        var screening = new ScreenedAlignment(options, time);
        foreach (var group in Enumerable.Range(0, experts.Count).GroupBy(e => references[e]))
        {
            if (group.Any(e => e != group.Key))
            {
                screening.Take(experts[group.Key]);
            }

            foreach (var e in group)
            {
                cancellationToken.ThrowIfCancellationRequested();
                matches[e] = e == group.Key ? Stay(experts[e], e, options, time) : Match(experts, group.Key, e, options, screening, time);
                progress?.Report(new ProgressReport("expert alignment", e + 1, experts.Count, ""));
            }
        }

        return new ExpertAlignmentResult(matches, time.ProductSeconds, time.AssignmentSeconds);
    }

    /// <summary>The same with every score computed in the experts' own precision: the oracle of the tests.</summary>
    internal static ExpertMatch AlignPlainly(ExpertWeights reference, ExpertWeights candidate, ExpertAlignmentOptions options) =>
        Match([reference, candidate], 0, 1, options, null, new AlignmentTime());

    private static ExpertMatch Match(IReadOnlyList<ExpertWeights> experts, int reference, int e, ExpertAlignmentOptions options, ScreenedAlignment? screening, AlignmentTime time)
    {
        if (screening?.Match(experts[e]) is { } found)
        {
            return new ExpertMatch(reference, found.Permutation, found.Objective, found.Identity);
        }

        using var scope = NewDisposeScope();
        var score = time.Products(() => Score(experts[reference], experts[e], options).cpu());
        var (permutation, objective, identity) = time.Assignment(() => ScoreAssignment.Maximize(score, $"expert {e} and its reference {reference}"));
        return new ExpertMatch(reference, permutation, objective, identity);
    }

    private static ExpertMatch Stay(ExpertWeights expert, int e, ExpertAlignmentOptions options, AlignmentTime time)
    {
        var norm = time.Products(() => SquaredNorm(expert, options));
        return new ExpertMatch(e, Permutation.Identity((int)expert.HiddenSize), norm, norm);
    }

    /// <summary>A weight with one row for each hidden unit, as a view where the type allows it.</summary>
    private static Tensor Units(ExpertPart part, Tensor weight, ScalarType type)
    {
        var wide = weight.detach().to(type);
        return part == ExpertPart.Down ? wide.t() : part == ExpertPart.UpBias ? wide.unsqueeze(1) : wide; // (f, d)
    }

    private static double SquaredNorm(ExpertWeights expert, ExpertAlignmentOptions options)
    {
        using var frozen = no_grad();
        using var scope = NewDisposeScope();
        return expert.Parts
            .Where(pair => options.Counts(pair.Key))
            .Sum(pair => Math.Pow(pair.Value.norm().to(ScalarType.Float64).item<double>(), 2));
    }
}
