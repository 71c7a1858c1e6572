using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Experts;

/// <summary>Measures how alike the experts of a layer are.</summary>
public static class ExpertSimilarity
{
    /// <summary>The similarity of every pair of experts.</summary>
    /// <param name="kind">What to compare.</param>
    /// <param name="calibration">The layer and its statistics.</param>
    /// <param name="seed">The root of random similarities.</param>
    /// <returns>A symmetric (E, E) matrix; larger is more alike. A vector of zeros has cosine 0 with every other and 1 with itself.</returns>
    /// <exception cref="ArgumentException">The calibration lacks something that the similarity needs.</exception>
    /// <exception cref="InvalidOperationException">The similarity needs tokens and none were kept.</exception>
    public static double[,] Compute(ExpertSimilarityKind kind, ExpertCalibration calibration, Seed seed = default)
    {
        ArgumentNullException.ThrowIfNull(calibration);
        using var frozen = no_grad();
        using var scope = NewDisposeScope();
        var (layer, routing) = (calibration.Layer, calibration.Routing);
        return kind switch
        {
            ExpertSimilarityKind.Random => RandomPairs(layer.Slots, seed),
            ExpertSimilarityKind.RouterLogits => FromGram(routing.LogitGram),
            ExpertSimilarityKind.RouterWeight => Cosines(layer.Router),
            ExpertSimilarityKind.RouterWeightFeature => Cosines(Wide(layer.Router) * routing.InputNorm),
            ExpertSimilarityKind.ExpertFeature => Cosines(routing.MeanInput),
            ExpertSimilarityKind.ExpertFeatureAbsolute => Cosines(routing.MeanAbsoluteInput),
            ExpertSimilarityKind.ExpertWeight => Parts(calibration, (_, _, weight) => weight),
            ExpertSimilarityKind.ExpertWeightFeature => Parts(calibration, (e, part, weight) => part is ExpertPart.Up or ExpertPart.Gate ? weight * routing.InputNorm[e] : null),
            ExpertSimilarityKind.ExpertGradient => calibration.NeedGradients(kind.ToString()) is var gradients ? Parts(calibration, (e, part, _) => Wide(gradients[e].Parts[part])) : null!,
            ExpertSimilarityKind.ExpertWeightGradient => calibration.NeedGradients(kind.ToString()) is var slopes ? Parts(calibration, (e, part, weight) => weight * Wide(slopes[e].Parts[part])) : null!,
            ExpertSimilarityKind.MergedOutput => OutputSimilarity.Merged(calibration),
            ExpertSimilarityKind.UnitCorrelation => OutputSimilarity.Units(calibration, greedy: false),
            ExpertSimilarityKind.UnitCorrelationGreedy => OutputSimilarity.Units(calibration, greedy: true),
            ExpertSimilarityKind.ExpertOutput => OutputSimilarity.MeanOutputs(calibration),
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "there is no such similarity"),
        };
    }

    /// <summary>The cosine of every pair of rows.</summary>
    /// <param name="rows">Vectors, (E, n).</param>
    /// <returns>A symmetric (E, E) matrix with ones on the diagonal.</returns>
    public static double[,] Cosines(Tensor rows)
    {
        ExpertGuard.RequireMatrix(rows, -1, -1, "the vectors", nameof(rows));
        using var frozen = no_grad();
        using var scope = NewDisposeScope();
        var wide = Wide(rows);
        return FromGram(wide.matmul(wide.t()));
    }

    /// <summary>The cosines of vectors whose inner products are known.</summary>
    internal static double[,] FromGram(Tensor gram)
    {
        var values = gram.cpu().contiguous().data<double>().ToArray();
        var n = (int)gram.shape[0];
        var cosines = new double[n, n];
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++)
            {
                var norm = Math.Sqrt(values[(i * n) + i]) * Math.Sqrt(values[(j * n) + j]);
                cosines[i, j] = i == j ? 1 : norm > 0 ? Math.Clamp(0.5 * (values[(i * n) + j] + values[(j * n) + i]) / norm, -1, 1) : 0;
            }
        }

        return cosines;
    }

    private static Tensor Wide(Tensor tensor) => tensor.detach().to(ScalarType.Float64);

    /// <summary>Cosines of the concatenation of what <paramref name="value"/> gives for the parts of each expert; one part at a time, since a layer's experts together may be large.</summary>
    private static double[,] Parts(ExpertCalibration calibration, Func<int, ExpertPart, Tensor, Tensor?> value)
    {
        var experts = calibration.Experts;
        var gram = zeros(experts.Count, experts.Count, dtype: ScalarType.Float64);
        foreach (var part in experts[0].Parts.Keys)
        {
            using var inner = NewDisposeScope();
            var rows = experts.Select((expert, e) => value(e, part, Wide(expert.Parts[part]))).ToArray();
            if (rows[0] is not null)
            {
                var stacked = stack(rows.Select(row => row!.flatten())); // (E, entries)
                gram.add_(stacked.matmul(stacked.t()));
            }
        }

        return FromGram(gram);
    }

    private static double[,] RandomPairs(int n, Seed seed)
    {
        var random = seed.For("similarity").ToRandom();
        var pairs = new double[n, n];
        for (var i = 0; i < n; i++)
        {
            pairs[i, i] = 1;
            for (var j = 0; j < i; j++)
            {
                pairs[i, j] = pairs[j, i] = random.NextDouble();
            }
        }

        return pairs;
    }
}
