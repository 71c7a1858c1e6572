using ResearchKit.Experts;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Tests.Experts;

/// <summary>A planted layer with its statistics and the errors of methods on it.</summary>
internal sealed class PlantedFixture : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();
    private readonly RoutingStatistics _statistics = new();
    private readonly Tensor _output;
    private readonly double _norm;

    public PlantedFixture(int seed, bool gated = false, int topK = 1, int tokens = 1024)
    {
        Planted = PlantedLayer.Create(new PlantedLayerOptions { Gated = gated, TopK = topK, Tokens = tokens }, seed);
        _output = Planted.Layer.Forward(Planted.Tokens, _statistics);
        _norm = _output.square().sum().item<float>();
        Calibration = new ExpertCalibration(Planted.Layer, _statistics["planted"]);
        Dominants = [.. Enumerable.Range(0, 4).Select(family => DominantExperts.Ranked(Calibration.Routing.Frequency).First(e => Planted.Families[e] == family))];
    }

    public PlantedLayer Planted { get; }

    public ExpertCalibration Calibration { get; }

    /// <summary>The most used expert of each family, so that grouping is tested apart from the choice of dominants.</summary>
    public int[] Dominants { get; }

    public ExpertMergeResult Merge(IExpertMerger merger, int seed = 0) => merger.Merge(Calibration, ExpertMergeTarget.Around(Dominants, seed));

    /// <summary>Σ‖y − y₀‖² / Σ‖y₀‖².</summary>
    public double Error(IExpertMerger merger, int seed = 0)
    {
        using var inner = NewDisposeScope();
        using var result = Merge(merger, seed);
        return Error(result.Layer);
    }

    public double Error(ExpertLayer layer) => (layer.Forward(Planted.Tokens) - _output).square().sum().item<float>() / _norm;

    public void Dispose()
    {
        Planted.Dispose();
        _statistics.Dispose();
        _scope.Dispose();
    }
}
