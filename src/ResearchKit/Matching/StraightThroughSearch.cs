using System.Diagnostics;
using System.Globalization;
using ResearchKit.Permutations;
using ResearchKit.Training;
using static TorchSharp.torch;

namespace ResearchKit.Matching;

/// <summary>One run of the straight-through search.</summary>
internal sealed class StraightThroughSearch(
    PermutationSpec spec,
    IReadOnlyDictionary<string, Tensor> reference,
    IReadOnlyDictionary<string, Tensor> candidate,
    IParameterLoss loss,
    StraightThroughOptions options)
{
    private const double SgdRate = 1e-2;
    private const double AdamRate = 1e-3;

    private readonly BatchOrder _batches = new(loss.BatchCount, options.ValidationBatch, options.Seed.For("batches"));
    private readonly DualStore _duals = new(spec.Groups.Count);
    private readonly List<double> _losses = [];
    private readonly List<double> _validation = [];
    private Alignment _present = Alignment.Identity(spec);
    private (Alignment Alignment, int Step, double Loss) _best = (Alignment.Identity(spec), 0, double.PositiveInfinity);
    private long _projectionTicks;
    private int _changes;
    private int _sweeps;

    public StraightThroughResult Run(IProgress<ProgressReport>? progress, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        var start = options.Start == SearchStart.Reference ? reference : candidate;
        var free = start.ToDictionary(pair => pair.Key, pair => pair.Value.detach().clone());
        using var steps = new GradientSteps(options.Optimizer, options.LearningRate ?? (options.Optimizer == SearchOptimizer.Sgd ? SgdRate : AdamRate), options.Momentum);
        for (var step = 0; step <= options.Steps; step++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            using var scope = NewDisposeScope();
            Project(free, step, cancellationToken);
            var merged = StateDicts.Lerp(reference, _present.Apply(candidate), options.Lambda);
            Validate(merged, step);
            if (step < options.Steps)
            {
                _losses.Add(loss.LossAndGradient(merged, _batches[step], out var gradient));
                steps.Step(free, gradient.ToDictionary(pair => pair.Key, pair => pair.Value * options.Lambda));
                Release(gradient);
                progress?.Report(new ProgressReport("straight-through search", step + 1, options.Steps, string.Create(CultureInfo.InvariantCulture, $"loss {_losses[^1]:G6}, best {_best.Loss:G6}")));
            }
        }

        return new StraightThroughResult
        {
            Alignment = _best.Alignment,
            BestStep = _best.Step,
            BestLoss = _best.Loss,
            LastAlignment = _present,
            LossTrace = _losses,
            ValidationTrace = _validation,
            Changes = _changes,
            Sweeps = _sweeps,
            Seconds = Stopwatch.GetElapsedTime(started).TotalSeconds,
            ProjectionSeconds = _projectionTicks / (double)Stopwatch.Frequency,
        };
    }

    private static void Release(Dictionary<string, Tensor> tensors)
    {
        foreach (var tensor in tensors.Values)
        {
            tensor.Dispose();
        }
    }

    private void Project(Dictionary<string, Tensor> free, int step, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        var matching = new WeightMatchingOptions
        {
            MaxSweeps = options.MaxSweeps,
            WarmStart = options.WarmStart ? _present : null,
            Seed = options.Seed.For("projection", step),
        };
        var outcome = WeightMatching.Search(spec, free, candidate, matching, new MatchingClock(), null, cancellationToken, _duals);
        _sweeps += outcome.TotalSweeps;
        _changes += step > 0 && !outcome.Alignment.Equals(_present) ? 1 : 0;
        _present = outcome.Alignment;
        _projectionTicks += Stopwatch.GetTimestamp() - started;
    }

    private void Validate(Dictionary<string, Tensor> merged, int step)
    {
        var value = loss.Loss(merged, _batches.Validation);
        _validation.Add(value);
        if (value < _best.Loss || step == 0)
        {
            _best = (_present, step, value);
        }
    }
}
