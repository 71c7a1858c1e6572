using ResearchKit.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Connectivity;

/// <summary>How far a classifier's confidence is from its accuracy.</summary>
/// <remarks>Reference: Guo, Pleiss, Sun and Weinberger, On calibration of modern neural networks, ICML 2017, section 2.</remarks>
public static class CalibrationError
{
    /// <summary>The expected calibration error: the mean over predictions of |accuracy - confidence| of their bin.</summary>
    /// <param name="probabilities">The probability of each class, (N, classes).</param>
    /// <param name="labels">The class numbers, (N) int64.</param>
    /// <param name="bins">The number of bins of equal width, at least 1.</param>
    /// <returns>A number from 0 to 1.</returns>
    /// <exception cref="ArgumentException">The shapes do not fit, or a probability is not between 0 and 1.</exception>
    public static double Expected(Tensor probabilities, Tensor labels, int bins = 15)
    {
        var table = Bins(probabilities, labels, bins);
        return table.Sum(bin => bin.Count * Math.Abs(bin.Accuracy - bin.Confidence)) / table.Sum(bin => bin.Count);
    }

    /// <summary>The predictions by confidence, for a reliability diagram.</summary>
    /// <param name="probabilities">The probability of each class, (N, classes).</param>
    /// <param name="labels">The class numbers, (N) int64.</param>
    /// <param name="bins">The number of bins of equal width, at least 1.</param>
    /// <returns>The bins from confidence 0 to 1.</returns>
    /// <exception cref="ArgumentException">The shapes do not fit, or a probability is not between 0 and 1.</exception>
    public static IReadOnlyList<ReliabilityBin> Bins(Tensor probabilities, Tensor labels, int bins = 15)
    {
        Scores.Check(probabilities, labels);
        ArgumentOutOfRangeException.ThrowIfLessThan(bins, 1);
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        var (largest, predicted) = probabilities.detach().cpu().to(ScalarType.Float64).max(1);
        var confidence = largest.contiguous().data<double>().ToArray();
        var right = predicted.eq(labels.cpu()).to(ScalarType.Float64).contiguous().data<double>().ToArray();
        var (counts, confidences, rights) = (new int[bins], new double[bins], new double[bins]);
        for (var i = 0; i < confidence.Length; i++)
        {
            if (!(confidence[i] >= 0 && confidence[i] <= 1 + 1e-6))
            {
                throw new ArgumentException(FormattableString.Invariant($"The largest probability of input {i} is {confidence[i]}; expected a number from 0 to 1. Take the softmax of scores first."), nameof(probabilities));
            }

            var bin = Math.Clamp((int)Math.Ceiling(confidence[i] * bins) - 1, 0, bins - 1);
            counts[bin]++;
            confidences[bin] += confidence[i];
            rights[bin] += right[i];
        }

        return [.. Enumerable.Range(0, bins).Select(bin => new ReliabilityBin(
            (double)bin / bins, (bin + 1.0) / bins, counts[bin], counts[bin] == 0 ? 0 : confidences[bin] / counts[bin], counts[bin] == 0 ? 0 : rights[bin] / counts[bin]))];
    }
}
