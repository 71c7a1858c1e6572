using ResearchKit.Data;
using ResearchKit.Training;
using static TorchSharp.torch;

namespace ResearchKit.Connectivity;

/// <summary>The steps of one <see cref="PathStudy"/>.</summary>
internal sealed class PathMeasurement(
    nn.Module<Tensor, Tensor> model,
    LabelledImages train,
    LabelledImages test,
    AlignmentStudyOptions options,
    IProgress<ProgressReport>? progress,
    CancellationToken cancellationToken)
{
    public PathStudy Run(string name, IReadOnlyDictionary<string, Tensor> a, IReadOnlyDictionary<string, Tensor> b, ModelSpectrum? spectrumA)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(train);
        ArgumentNullException.ThrowIfNull(test);
        StateDictGuard.Same(a, b, nameof(b));
        var study = new PathStudy
        {
            Name = name,
            Barrier = Barrier(name, a, b),
            Distance = ParameterVector.Distance(a, b),
            Taylor = options.TaylorImages > 0 ? Taylor(name, a, b) : null,
        };
        return spectrumA is null ? study : Spectra(study, a, b, spectrumA);
    }

    private BarrierResult Barrier(string name, IReadOnlyDictionary<string, Tensor> a, IReadOnlyDictionary<string, Tensor> b)
    {
        using var trainPart = options.TrainImages > 0 ? train.Take(Math.Min(options.TrainImages, train.Count)) : null;
        var barrierOptions = new LossBarrierOptions { Points = options.Points, BatchSize = options.BatchSize, BatchNormResetData = options.BatchNormResetData };
        return LossBarrier.Measure(model, a, b, trainPart, test, barrierOptions, progress is null ? null : new Renamed(progress, name), cancellationToken);
    }

    private TaylorStudy Taylor(string name, IReadOnlyDictionary<string, Tensor> a, IReadOnlyDictionary<string, Tensor> b)
    {
        progress?.Report(new ProgressReport($"{name}: Taylor estimate", 0, 1));
        using var scope = NewDisposeScope();
        using var part = train.Take(Math.Min(options.TaylorImages, train.Count));
        var loss = new ModelLoss(model, part, options.BatchSize);
        var expansion = TaylorBarrier.Measure(loss, a, b, cancellationToken);
        var middle = loss.Evaluate(Interpolation.Lerp(a, b, 0.5), cancellationToken).Loss;
        progress?.Report(new ProgressReport($"{name}: Taylor estimate", 1, 1));
        return new TaylorStudy(expansion, middle - (0.5 * (expansion.LossA + expansion.LossB)));
    }

    private PathStudy Spectra(PathStudy study, IReadOnlyDictionary<string, Tensor> a, IReadOnlyDictionary<string, Tensor> b, ModelSpectrum spectrumA)
    {
        progress?.Report(new ProgressReport($"{study.Name}: singular vectors", 0, 2));
        using var scope = NewDisposeScope();
        using var spectrumB = ModelSpectrum.Of(b, cancellationToken: cancellationToken);
        progress?.Report(new ProgressReport($"{study.Name}: singular vectors", 1, 2));
        using var merged = ModelSpectrum.Of(Interpolation.Lerp(a, b, 0.5), cancellationToken: cancellationToken);
        progress?.Report(new ProgressReport($"{study.Name}: singular vectors", 2, 2));
        return study with
        {
            Alignment = SingularVectorAlignment.Sweep(spectrumA, spectrumB, options.Thresholds),
            MergedToA = SingularVectorAlignment.Sweep(merged, spectrumA, options.Thresholds),
            MergedToB = SingularVectorAlignment.Sweep(merged, spectrumB, options.Thresholds),
            Spectra = SpectrumComparison.Of(spectrumA, spectrumB),
            HeatMaps = options.HeatMapSize == 0 ? [] : [.. ModelSpectrum.Pairs(spectrumA, spectrumB).Select(p => new HeatMap(p.A.Name, SingularVectorAlignment.HeatMap(p.A, p.B, options.HeatMapSize)))],
        };
    }

    private sealed class Renamed(IProgress<ProgressReport> inner, string name) : IProgress<ProgressReport>
    {
        public void Report(ProgressReport value) => inner.Report(value with { Stage = $"{name}: {value.Stage}" });
    }
}
