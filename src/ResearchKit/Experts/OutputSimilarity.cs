using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Experts;

/// <summary>Similarities that run the experts on calibration tokens.</summary>
internal static class OutputSimilarity
{
    public static double[,] MeanOutputs(ExpertCalibration calibration)
    {
        var means = Means(calibration); // (E, d)
        var distances = cdist(means, means).contiguous().data<double>().ToArray();
        return Fill(calibration.Experts.Count, (i, j) => -distances[(i * calibration.Experts.Count) + j]);
    }

    /// <summary>The mean output of every expert over the kept tokens, (E, d) float64.</summary>
    public static Tensor Means(ExpertCalibration calibration)
    {
        using var scope = NewDisposeScope();
        var tokens = calibration.Tokens();
        return stack(calibration.Experts.Select(expert => expert.Forward(tokens).to(ScalarType.Float64).mean([0L]))).cpu().MoveToOuterDisposeScope();
    }

    public static double[,] Merged(ExpertCalibration calibration)
    {
        var (experts, tokens) = (calibration.Experts, calibration.Tokens());
        var outputs = experts.Select(expert => expert.Forward(tokens)).ToArray();
        return Fill(experts.Count, (i, j) =>
        {
            using var inner = NewDisposeScope();
            var mean = experts[i].Map((part, weight) => (weight + experts[j].Parts[part]) * 0.5).Forward(tokens);
            var error = ((mean - outputs[i]).square() + (mean - outputs[j]).square()).to(ScalarType.Float64).mean().item<double>();
            return 1 / (1 + (0.1 * Math.Log(1 + error)));
        });
    }

    public static double[,] Units(ExpertCalibration calibration, bool greedy)
    {
        var tokens = calibration.Tokens();
        var units = calibration.Experts.Select(expert => UnitCorrelations.Standardise(expert.Hidden(tokens))).ToArray(); // (T, f) each
        return Fill(units.Length, (i, j) =>
        {
            using var inner = NewDisposeScope();
            var correlation = units[i].t().matmul(units[j]); // (f, f)
            if (greedy)
            {
                return 0.5 * (correlation.amax([0L]).mean().item<double>() + correlation.amax([1L]).mean().item<double>());
            }

            return ScoreAssignment.Maximize(correlation.cpu(), $"experts {i} and {j}").Objective / correlation.shape[0];
        });
    }

    private static double[,] Fill(int n, Func<int, int, double> pair)
    {
        var result = new double[n, n];
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                result[i, j] = result[j, i] = pair(i, j);
            }
        }

        return result;
    }
}
