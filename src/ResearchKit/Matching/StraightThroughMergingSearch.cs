using System.Diagnostics;
using System.Globalization;
using ResearchKit.Connectivity;
using ResearchKit.Permutations;
using ResearchKit.Training;
using static TorchSharp.torch;

namespace ResearchKit.Matching;

/// <summary>One run of the straight-through search over many models.</summary>
internal sealed class StraightThroughMergingSearch : IDisposable
{
    private readonly PermutationSpec _spec;
    private readonly IReadOnlyList<IReadOnlyDictionary<string, Tensor>> _models;
    private readonly IParameterLoss _loss;
    private readonly StraightThroughMergingOptions _options;
    private readonly BatchOrder _batches;
    private readonly Dictionary<string, Tensor>[] _free;
    private readonly GradientSteps[] _steps;
    private readonly DualStore[] _duals;
    private readonly Alignment[] _present;
    private readonly List<double> _losses = [];
    private readonly List<double> _validation = [];
    private Alignment[] _best;
    private int _bestStep;
    private long _projectionTicks;
    private int _sweeps;

    public StraightThroughMergingSearch(PermutationSpec spec, IReadOnlyList<IReadOnlyDictionary<string, Tensor>> models, IParameterLoss loss, StraightThroughMergingOptions options)
    {
        (_spec, _models, _loss, _options) = (spec, models, loss, options);
        _batches = new BatchOrder(loss.BatchCount, options.ValidationBatch, options.Seed.For("batches"));
        _free = [.. models.Select(model => (options.Start == SearchStart.Reference ? models[0] : model).ToDictionary(pair => pair.Key, pair => pair.Value.detach().clone()))];
        _steps = [.. models.Select(_ => new GradientSteps(SearchOptimizer.Adam, options.LearningRate, momentum: 0))];
        _duals = [.. models.Select(_ => new DualStore(spec.Groups.Count))];
        _present = [.. models.Select(_ => Alignment.Identity(spec))];
        _best = [.. _present];
    }

    public StraightThroughMergingResult Run(IProgress<ProgressReport>? progress, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        for (var step = 0; step <= _options.Steps; step++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            using var scope = NewDisposeScope();
            Project(step, cancellationToken);
            var aligned = Aligned(_present);
            Validate(aligned, step);
            if (step < _options.Steps)
            {
                Learn(aligned, step);
                progress?.Report(new ProgressReport("straight-through merging", step + 1, _options.Steps, string.Create(CultureInfo.InvariantCulture, $"loss {_losses[^1]:G6}, best {_validation[_bestStep]:G6}")));
            }
        }

        return new StraightThroughMergingResult
        {
            Alignments = _best,
            Merged = Interpolation.Average(Aligned(_best)),
            BestStep = _bestStep,
            BestLoss = _validation[_bestStep],
            LastAlignments = _present,
            LossTrace = _losses,
            ValidationTrace = _validation,
            Sweeps = _sweeps,
            Seconds = Stopwatch.GetElapsedTime(started).TotalSeconds,
            ProjectionSeconds = _projectionTicks / (double)Stopwatch.Frequency,
        };
    }

    public void Dispose() => Array.ForEach(_steps, steps => steps.Dispose());

    private Dictionary<string, Tensor>[] Aligned(Alignment[] alignments) => [.. _models.Select((model, index) => alignments[index].Apply(model))];

    private void Project(int step, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        for (var model = 1; model < _models.Count; model++)
        {
            var matching = new WeightMatchingOptions { MaxSweeps = _options.MaxSweeps, WarmStart = _present[model], Seed = _options.Seed.For("projection", step) };
            var outcome = WeightMatching.Search(_spec, _free[model], _models[model], matching, new MatchingClock(), null, cancellationToken, _duals[model]);
            _sweeps += outcome.TotalSweeps;
            _present[model] = outcome.Alignment;
        }

        _projectionTicks += Stopwatch.GetTimestamp() - started;
    }

    private void Validate(Dictionary<string, Tensor>[] aligned, int step)
    {
        _validation.Add(_loss.Loss(Interpolation.Average(aligned), _batches.Validation));
        if (step == 0 || _validation[step] < _validation[_bestStep])
        {
            (_best, _bestStep) = ([.. _present], step);
        }
    }

    private void Learn(Dictionary<string, Tensor>[] aligned, int step)
    {
        var weights = Weights(step);
        _losses.Add(_loss.LossAndGradient(Interpolation.Average(aligned, weights), _batches[step], out var gradient));
        for (var model = 1; model < _models.Count; model++)
        {
            _steps[model].Step(_free[model], gradient.ToDictionary(pair => pair.Key, pair => pair.Value * weights[model]));
        }

        foreach (var tensor in gradient.Values)
        {
            tensor.Dispose();
        }
    }

    private double[] Weights(int step)
    {
        var random = _options.Seed.For("weights", step).ToRandom();
        double[] drawn = [.. _models.Select(_ => _options.EqualWeights ? 1 : 1 - random.NextDouble())];
        var sum = drawn.Sum();
        return [.. drawn.Select(weight => weight / sum)];
    }
}
