using System.Diagnostics;
using System.Globalization;
using ResearchKit.Permutations;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Matching;

/// <summary>One run of a Sinkhorn re-basin search.</summary>
internal sealed class SinkhornSearch(
    PermutationSpec spec,
    IReadOnlyDictionary<string, Tensor> reference,
    IReadOnlyDictionary<string, Tensor> candidate,
    ISoftAlignmentLoss loss,
    SinkhornRebasinOptions options)
{
    private readonly List<double> _soft = [];
    private readonly List<double> _hard = [];
    private (Alignment Alignment, int Step, double Loss) _best = (Alignment.Identity(spec), 0, double.PositiveInfinity);
    private Alignment? _last;

    public SinkhornRebasinResult Run(IProgress<ProgressReport>? progress, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        var dtype = StateDicts.IsDouble(spec, reference, candidate) ? ScalarType.Float64 : ScalarType.Float32;
        var permutations = new SoftPermutations(spec, dtype, options);
        using var steps = new GradientSteps(SearchOptimizer.Adam, options.LearningRate, momentum: 0, options.WeightDecay);
        Compare(permutations.Harden(), 0);
        while (_soft.Count < options.Steps && !loss.IsLeast(_best.Loss) && spec.Groups.Count > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Step(permutations, steps);
            Compare(permutations.Harden(), _soft.Count);
            progress?.Report(new ProgressReport(
                "Sinkhorn re-basin", _soft.Count, options.Steps, string.Create(CultureInfo.InvariantCulture, $"soft loss {_soft[^1]:G6}, best hard loss {_best.Loss:G6}")));
        }

        return new SinkhornRebasinResult
        {
            Alignment = _best.Alignment,
            BestStep = _best.Step,
            SoftLossTrace = _soft,
            HardLossTrace = _hard,
            Steps = _soft.Count,
            Exact = loss.IsLeast(_best.Loss),
            DistanceBefore = StateDicts.Distance(reference, candidate, Alignment.Identity(spec)),
            DistanceAfter = StateDicts.Distance(reference, candidate, _best.Alignment),
            Seconds = Stopwatch.GetElapsedTime(started).TotalSeconds,
        };
    }

    private void Step(SoftPermutations permutations, GradientSteps steps)
    {
        using var scope = NewDisposeScope();
        using var gradients = enable_grad();
        var aligned = permutations.Apply(permutations.Normalise(), candidate);
        var (value, differentiable) = loss.Soft(aligned, _soft.Count);
        _soft.Add(value);
        var groups = permutations.Scores.Keys.ToList();
        var gradient = autograd.grad([differentiable], [.. groups.Select(group => permutations.Scores[group])]);
        steps.Step(permutations.Scores, groups.Zip(gradient).ToDictionary(pair => pair.First, pair => pair.Second));
    }

    private void Compare(Alignment alignment, int step)
    {
        // The same permutations have the same loss; computing it again would cost a forward pass.
        var value = alignment.Equals(_last) ? _hard[^1] : loss.Hard(alignment);
        _last = alignment;
        _hard.Add(value);
        if (step == 0 || value < _best.Loss)
        {
            _best = (alignment, step, value);
        }
    }
}
