using ResearchKit.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Connectivity;

/// <summary>Divides a classifier's scores by the temperature at which its cross-entropy is smallest.</summary>
/// <remarks>
/// Averaging models shrinks their scores, so that a merged model is often less sure than its accuracy allows (T below 1) and its loss higher than its errors explain. Predictions do not change.
/// The cross-entropy is convex in 1 / T, so that a golden-section search over log T finds the one minimum.
/// Reference: Guo, Pleiss, Sun and Weinberger, 2017, section 4.2; Ito et al., 2025 (arXiv 2510.08023), for merged models.
/// </remarks>
public static class TemperatureCalibration
{
    /// <summary>Finds the best temperature.</summary>
    /// <param name="logits">Scores on held-out inputs, (N, classes), for example <see cref="Scores.Of"/>.</param>
    /// <param name="labels">The class numbers, (N) int64.</param>
    /// <param name="options">Range and precision; null for the defaults.</param>
    /// <returns>The temperature and what it changes.</returns>
    /// <exception cref="ArgumentException">The shapes do not fit, scores are not finite, or an option is out of range.</exception>
    public static TemperatureResult Fit(Tensor logits, Tensor labels, TemperatureOptions? options = null)
    {
        Scores.Check(logits, labels);
        options ??= new TemperatureOptions();
        options.Validate();
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        var wide = logits.detach().cpu().to(ScalarType.Float64);
        if (!isfinite(wide).all().ToBoolean())
        {
            throw new ArgumentException("The scores hold NaN or infinite elements.", nameof(logits));
        }

        var classes = labels.cpu();
        double LossAt(double temperature) => nn.functional.cross_entropy(wide / temperature, classes).ToNumber();
        double ErrorAt(double temperature) => CalibrationError.Expected((wide / temperature).softmax(1L), classes, options.Bins);
        var (low, high) = (Math.Log(options.Smallest), Math.Log(options.Largest));
        var best = Math.Exp(GoldenSection(log => LossAt(Math.Exp(log)), low, high, options.Precision));
        var (before, after) = (LossAt(1), LossAt(best));

        // The search ends within its precision of the minimum, which may be 1 itself.
        best = before < after ? 1 : best;
        return new TemperatureResult
        {
            Temperature = best,
            IsAtBound = Math.Log(best) - low < 4 * options.Precision || high - Math.Log(best) < 4 * options.Precision,
            LossBefore = before,
            LossAfter = Math.Min(before, after),
            CalibrationErrorBefore = ErrorAt(1),
            CalibrationErrorAfter = ErrorAt(best),
        };
    }

    /// <summary>Builds a temperature into a model, by dividing its last layer.</summary>
    /// <param name="parameters">The tensors.</param>
    /// <param name="layer">The name of the layer that gives the scores, for example <c>"fc"</c>; its weight and bias are divided.</param>
    /// <param name="temperature">T, a finite number above 0.</param>
    /// <returns>A new state dict, owned by the caller.</returns>
    /// <exception cref="ArgumentException">There is no such layer, or the temperature is out of range.</exception>
    public static Dictionary<string, Tensor> Apply(IReadOnlyDictionary<string, Tensor> parameters, string layer, double temperature)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(layer);
        if (!parameters.ContainsKey($"{layer}.weight") || !(temperature > 0 && double.IsFinite(temperature)))
        {
            throw new ArgumentException(FormattableString.Invariant($"Layer '{layer}' with temperature {temperature}: expected a layer with a weight '{layer}.weight' and a finite temperature above 0."), nameof(layer));
        }

        using var frozen = no_grad();
        return parameters.ToDictionary(pair => pair.Key, pair => pair.Key == $"{layer}.weight" || pair.Key == $"{layer}.bias" ? pair.Value.detach() / temperature : pair.Value.detach().clone());
    }

    private static double GoldenSection(Func<double, double> value, double low, double high, double precision)
    {
        var ratio = (Math.Sqrt(5) - 1) / 2;
        var (left, right) = (high - (ratio * (high - low)), low + (ratio * (high - low)));
        var (atLeft, atRight) = (value(left), value(right));
        while (high - low > precision)
        {
            if (atLeft <= atRight)
            {
                (high, right, atRight) = (right, left, atLeft);
                left = high - (ratio * (high - low));
                atLeft = value(left);
            }
            else
            {
                (low, left, atLeft) = (left, right, atRight);
                right = low + (ratio * (high - low));
                atRight = value(right);
            }
        }

        return (low + high) / 2;
    }
}
