using ResearchKit.Compression;
using ResearchKit.Experts;
using ResearchKit.Models.MixtureOfExperts;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Training.MixtureOfExperts;

/// <summary>Merges one trained network by several methods, and measures each before and after recovery.</summary>
public sealed class MergeStudy : IDisposable
{
    private readonly IMoePredictor _model;
    private readonly MoeBatch _test;
    private readonly RoutingStatistics _statistics = new();

    /// <summary>Observes a network on calibration data.</summary>
    /// <param name="model">The network to merge; it stays as it is.</param>
    /// <param name="calibration">The data that routing is observed on.</param>
    /// <param name="test">The data that merged networks are measured on.</param>
    /// <param name="withGradients">Whether gradients and Fisher information are measured too, for the methods that need them.</param>
    public MergeStudy(IMoePredictor model, MoeBatch calibration, MoeBatch test, bool withGradients = false)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(calibration);
        (_model, _test) = (model, test);
        using (NewDisposeScope())
        {
            using var frozen = no_grad();
            model.Run(calibration.Input, new MoePass { Observer = routing => _statistics.Observe(routing.ToBatch()) });
        }

        var gradients = withGradients ? ExpertGradients.Measure(model, calibration) : null;
        Layers = [.. model.MoeLayers.Select((layer, i) => new ExpertCalibration(layer.ToExpertLayer(), _statistics[layer.LayerName])
        {
            Gradients = gradients?[i].Gradients,
            Fisher = gradients?[i].Fisher,
        })];
    }

    /// <summary>The layers of experts with what was observed.</summary>
    public IReadOnlyList<ExpertCalibration> Layers { get; }

    /// <summary>Merges a copy of the network.</summary>
    /// <param name="trial">The method.</param>
    /// <param name="average">k̄, the experts a layer keeps on average.</param>
    /// <param name="seed">The root of the method's draws.</param>
    /// <returns>The smaller network, which the caller owns, and its figures without recovery.</returns>
    public (IMoePredictor Model, MergeOutcome Outcome) Merge(MergeTrial trial, double average, Seed seed)
    {
        ArgumentNullException.ThrowIfNull(trial);
        using var scope = NewDisposeScope();
        var results = ExpertMerging.MergeAll(trial.Merger, Layers, average, trial.Rule, seed);
        var model = _model.Copy();
        for (var i = 0; i < results.Count; i++)
        {
            model.MoeLayers[i].Replace(results[i].Layer);
        }

        var change = results.SelectMany((result, i) => StableRankChanges(result, Layers[i])).DefaultIfEmpty(double.NaN).Average();
        return (model, new MergeOutcome(trial.Name, MoeTrainer.Evaluate(model, _test), null, [.. results.Select(r => r.Groups)], [.. results.Select(r => r.Layer.Experts.Count)], change));
    }

    /// <summary>Merges by several methods.</summary>
    /// <param name="trials">The methods.</param>
    /// <param name="average">k̄, the experts a layer keeps on average.</param>
    /// <param name="seed">The root of the methods' draws.</param>
    /// <param name="recover">Trains a merged network, or null for figures without recovery.</param>
    /// <returns>The figures of each method, in order.</returns>
    public IReadOnlyList<MergeOutcome> Run(IEnumerable<MergeTrial> trials, double average, Seed seed, Action<IMoePredictor>? recover = null)
    {
        ArgumentNullException.ThrowIfNull(trials);
        var outcomes = new List<MergeOutcome>();
        foreach (var trial in trials)
        {
            var (model, outcome) = Merge(trial, average, seed);
            using var owned = model.Network;
            recover?.Invoke(model);
            outcomes.Add(recover is null ? outcome : outcome with { After = MoeTrainer.Evaluate(model, _test) });
        }

        return outcomes;
    }

    /// <summary>Frees what was observed.</summary>
    public void Dispose() => _statistics.Dispose();

    private static IEnumerable<double> StableRankChanges(ExpertMergeResult result, ExpertCalibration layer)
    {
        for (var g = 0; g < (result.Groups?.Count ?? 0); g++)
        {
            var dominant = layer.Experts[result.Groups!.Representatives[g]];
            foreach (var (part, merged) in result.Layer.Experts[g].Parts.Where(p => p.Value.dim() == 2))
            {
                var before = StableRank.Of(dominant.Parts[part]);
                yield return (StableRank.Of(merged) - before) / before;
            }
        }
    }
}
