using ResearchKit.Permutations;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Matching;

/// <summary>Aligns two transformers by permutations of heads and hidden units and by an orthogonal matrix of the residual stream.</summary>
/// <remarks>
/// <para>Orthogonal matrices hold the permutations of the stream as special cases, so that the folded models come at least as close as by weight matching. The search starts from
/// weight matching and alternates: with the other groups fixed the best matrix is O = U V^T, where U S V^T is the singular value decomposition of the sum of X Y^T over the axes of
/// the stream (orthogonal Procrustes); with the matrix fixed the other groups are matched by weights. Neither step lowers the objective.</para>
/// <para>References: Theus et al., Generalized linear mode connectivity for transformers, 2025, section 4; Schönemann, 1966, for the Procrustes problem.</para>
/// </remarks>
public static class OrthogonalMatching
{
    /// <summary>Matches a candidate to a reference, both folded.</summary>
    /// <param name="spec">The permutation symmetries of the folded models.</param>
    /// <param name="stream">The residual stream.</param>
    /// <param name="reference">The folded tensors of the model that stays as it is.</param>
    /// <param name="candidate">The folded tensors of the model that is turned.</param>
    /// <param name="options">How to search; null for the defaults.</param>
    /// <param name="progress">Told after every sweep of a weight matching.</param>
    /// <param name="cancellationToken">Looked at before every group.</param>
    /// <returns>The alignment, owned by the caller, with diagnostics.</returns>
    /// <exception cref="ArgumentException">A model does not fit the spec, or its gains are not folded.</exception>
    public static OrthogonalMatchingResult Match(
        PermutationSpec spec,
        ResidualPath stream,
        IReadOnlyDictionary<string, Tensor> reference,
        IReadOnlyDictionary<string, Tensor> candidate,
        OrthogonalMatchingOptions? options = null,
        IProgress<ProgressReport>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(reference);
        ArgumentNullException.ThrowIfNull(candidate);
        options ??= new OrthogonalMatchingOptions();
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxRounds, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfNegative(options.RelativeTolerance, nameof(options));
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        OrthogonalAlignment.TurnedAxes(spec, stream, reference);
        OrthogonalAlignment.TurnedAxes(spec, stream, candidate);
        var start = WeightMatching.Match(spec, reference, candidate, options.Weights, progress, cancellationToken);
        var rest = spec.Restrict(group => group != stream.Group);
        var others = new Alignment(rest, start.Alignment.Permutations.Where(pair => pair.Key != stream.Group));
        var rotation = start.Alignment[stream.Group].ToMatrix(ScalarType.Float64);
        var before = ModelComparison.Measure(Alignment.Identity(spec), reference, candidate);
        var least = options.RelativeTolerance * before.ReferenceNorm * before.CandidateNorm;
        var trace = new List<double> { Measure().Objective };
        var converged = false;
        while (!converged && trace.Count <= options.MaxRounds)
        {
            rotation = Procrustes(spec, stream, reference, others.Apply(candidate));
            var turned = Turned(Alignment.Identity(rest));
            others = WeightMatching.Match(rest, reference, turned, options.Weights with { WarmStart = others }, progress, cancellationToken).Alignment;
            trace.Add(Measure().Objective);
            converged = trace[^1] - trace[^2] <= least;
        }

        return new OrthogonalMatchingResult
        {
            Alignment = new OrthogonalAlignment(stream, new Alignment(spec, others.Permutations), rotation.MoveToOuterDisposeScope()),
            Permutations = start,
            ObjectiveTrace = trace,
            Converged = converged,
            DistanceBefore = before.Distance,
            DistanceAfter = Measure().Distance,
        };

        Dictionary<string, Tensor> Turned(Alignment alignment)
        {
            var turned = alignment.Apply(candidate);
            OrthogonalAlignment.Rotate(spec, stream, rotation, turned);
            return turned;
        }

        ModelComparison Measure()
        {
            using var inner = NewDisposeScope();
            return ModelComparison.Measure(Alignment.Identity(spec), reference, Turned(others));
        }
    }

    /// <summary>The orthogonal matrix O that maximises ⟨a, O b⟩ over the axes of the stream.</summary>
    private static Tensor Procrustes(PermutationSpec spec, ResidualPath stream, IReadOnlyDictionary<string, Tensor> a, Dictionary<string, Tensor> b)
    {
        using var scope = NewDisposeScope();
        var d = spec.Groups[stream.Group];
        var sum = zeros(d, d, dtype: ScalarType.Float64);
        foreach (var (tensor, axis, _) in OrthogonalAlignment.TurnedAxes(spec, stream, a))
        {
            sum = sum + Rows(a[tensor], axis).matmul(Rows(b[tensor], axis).t());
        }

        var (u, _, vh) = linalg.svd(sum);
        return u.matmul(vh).MoveToOuterDisposeScope();

        Tensor Rows(Tensor tensor, int axis) => tensor.detach().to(ScalarType.Float64).movedim([axis], [0]).reshape(d, -1);
    }
}
