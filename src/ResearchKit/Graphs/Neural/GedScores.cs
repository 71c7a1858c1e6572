using System.Globalization;
using ResearchKit.Statistics;

namespace ResearchKit.Graphs.Neural;

/// <summary>How well predicted edit distances agree with exact ones.</summary>
/// <param name="MeanSquaredError">The mean of (predicted − exact)².</param>
/// <param name="MeanAbsoluteError">The mean of |predicted − exact|.</param>
/// <param name="KendallTau">Rank correlation τ-b; NaN where all predictions or all distances are equal.</param>
/// <param name="Pairs">Number of pairs.</param>
public sealed record GedScores(double MeanSquaredError, double MeanAbsoluteError, double KendallTau, int Pairs)
{
    /// <summary>The root of <see cref="MeanSquaredError"/>, in units of cost.</summary>
    public double RootMeanSquaredError => Math.Sqrt(MeanSquaredError);

    /// <summary>Compares predictions with exact distances.</summary>
    /// <param name="predicted">The predictions.</param>
    /// <param name="exact">The exact distances, as many.</param>
    /// <returns>The scores.</returns>
    /// <exception cref="ArgumentException">The lengths differ, there are no pairs, or a figure is not finite.</exception>
    public static GedScores Of(ReadOnlySpan<double> predicted, ReadOnlySpan<double> exact)
    {
        if (predicted.Length != exact.Length || predicted.IsEmpty)
        {
            throw new ArgumentException($"There are {predicted.Length} predictions for {exact.Length} distances; expected as many, and at least one.", nameof(predicted));
        }

        var (squared, absolute) = (0.0, 0.0);
        for (var i = 0; i < exact.Length; i++)
        {
            var error = predicted[i] - exact[i];
            if (!double.IsFinite(error))
            {
                throw new ArgumentException(FormattableString.Invariant($"Pair {i} has the prediction {predicted[i]} for the distance {exact[i]}; expected finite numbers."), nameof(predicted));
            }

            squared += error * error;
            absolute += Math.Abs(error);
        }

        return new GedScores(squared / exact.Length, absolute / exact.Length, Statistics.KendallTau.B(predicted, exact), exact.Length);
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"MSE {MeanSquaredError:G4}, MAE {MeanAbsoluteError:G4}, tau {KendallTau:0.000}, {Pairs} pairs");
}
