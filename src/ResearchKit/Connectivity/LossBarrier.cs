using System.Globalization;
using ResearchKit.Data;
using ResearchKit.Training;
using static TorchSharp.torch;

namespace ResearchKit.Connectivity;

/// <summary>Measures how far the loss rises between two models.</summary>
public static class LossBarrier
{
    /// <summary>Evaluates the models on an even grid of the path between two models.</summary>
    /// <remarks>The cost is one forward pass over all images for each position. Nothing is written to <paramref name="model"/> that stays.</remarks>
    /// <param name="model">A module that gives the computation; its own tensors are put back.</param>
    /// <param name="a">The tensors at λ = 0.</param>
    /// <param name="b">The tensors at λ = 1.</param>
    /// <param name="train">Training images, or null.</param>
    /// <param name="test">Test images, or null.</param>
    /// <param name="options">The grid, or null for its defaults.</param>
    /// <param name="progress">Gets the position and the loss there.</param>
    /// <param name="cancellationToken">Stops between batches.</param>
    /// <returns>A curve for each set of images.</returns>
    /// <exception cref="ArgumentException">No images were given, the models differ in a tensor, or an option is out of range.</exception>
    public static BarrierResult Measure(
        nn.Module<Tensor, Tensor> model,
        IReadOnlyDictionary<string, Tensor> a,
        IReadOnlyDictionary<string, Tensor> b,
        LabelledImages? train,
        LabelledImages? test,
        LossBarrierOptions? options = null,
        IProgress<ProgressReport>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        StateDictGuard.Same(a, b, nameof(b));
        options ??= new LossBarrierOptions();
        if (options.Points < 3 || options.Points % 2 == 0)
        {
            throw new ArgumentException($"Points is {options.Points}; expected an odd number of at least 3", nameof(options));
        }

        if (train is null && test is null)
        {
            throw new ArgumentException("there are neither training nor test images to measure on", nameof(test));
        }

        var lambdas = new double[options.Points];
        var trainValues = new List<Evaluation>();
        var testValues = new List<Evaluation>();
        var temperatures = new List<double>();
        for (var i = 0; i < options.Points; i++)
        {
            lambdas[i] = (double)i / (options.Points - 1);
            using var scope = NewDisposeScope();
            var point = options.Spherical ? Interpolation.Slerp(a, b, lambdas[i]) : Interpolation.Lerp(a, b, lambdas[i]);
            if (options.BatchNormResetData is not null && i > 0 && i < options.Points - 1)
            {
                point = BatchNormReset.Reset(model, point, options.BatchNormResetData, new BatchNormResetOptions { BatchSize = options.BatchSize }, cancellationToken);
            }

            if (options.CalibrationData is { } held)
            {
                temperatures.Add(TemperatureCalibration.Fit(Scores.Of(model, point, held.Images, options.BatchSize, cancellationToken), held.Labels).Temperature);
            }

            var temperature = temperatures.Count > 0 ? temperatures[^1] : 1;
            Evaluate(model, train, point, temperature, options.BatchSize, trainValues, cancellationToken);
            Evaluate(model, test, point, temperature, options.BatchSize, testValues, cancellationToken);
            var shown = test is null ? trainValues[^1] : testValues[^1];
            progress?.Report(new ProgressReport("loss barrier", i + 1, options.Points, string.Create(CultureInfo.InvariantCulture, $"λ {lambdas[i]:f2}, loss {shown.Loss:f4}, accuracy {100 * shown.Accuracy:f1} %")));
        }

        return new BarrierResult(train is null ? null : new LossCurve(lambdas, trainValues), test is null ? null : new LossCurve(lambdas, testValues)) { Temperatures = temperatures };
    }

    private static void Evaluate(
        nn.Module<Tensor, Tensor> model, LabelledImages? data, Dictionary<string, Tensor> point, double temperature, int batchSize, List<Evaluation> values, CancellationToken cancellationToken)
    {
        if (data is null)
        {
            return;
        }

        if (temperature == 1)
        {
            values.Add(new ModelLoss(model, data, batchSize).Evaluate(point, cancellationToken));
            return;
        }

        using var scope = NewDisposeScope();
        values.Add(Scores.Evaluate(Scores.Of(model, point, data.Images, batchSize, cancellationToken) / temperature, data.Labels));
    }
}
