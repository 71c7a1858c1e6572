namespace ResearchKit.Experts;

/// <summary>Gathers the routing statistics of every layer of a model while it runs.</summary>
/// <remarks>
/// Run the model on calibration data in evaluation mode without gradients, with this object as the observer of its layers. Two differences from the authors' code, on purpose:
/// padding is left out, and a token that exceeds an expert's capacity counts for the expert that was chosen, not for expert 0.
/// Not thread safe. Reference: Li et al., Merge, Then Compress, 2024, section 3.1.
/// </remarks>
/// <param name="options">What to keep; null for the defaults.</param>
public sealed class RoutingStatistics(RoutingStatisticsOptions? options = null) : IRoutingObserver, IDisposable
{
    private readonly RoutingStatisticsOptions _options = options ?? new RoutingStatisticsOptions();
    private readonly Dictionary<string, LayerRouting> _layers = [];
    private readonly List<LayerRouting> _ordered = [];

    /// <summary>The layers in the order in which they were first seen, which is the model's.</summary>
    public IReadOnlyList<LayerRouting> Layers => _ordered;

    /// <summary>The statistics of one layer.</summary>
    /// <param name="layer">The layer's name.</param>
    /// <exception cref="KeyNotFoundException">The layer was never seen.</exception>
    public LayerRouting this[string layer] => _layers.TryGetValue(layer, out var found)
        ? found
        : throw new KeyNotFoundException($"no pass of a layer '{layer}' was observed; seen: {(_layers.Count == 0 ? "none" : string.Join(", ", _ordered.Select(one => one.Layer)))}");

    /// <inheritdoc/>
    public void Observe(RoutingBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        if (!_layers.TryGetValue(batch.Layer, out var layer))
        {
            layer = new LayerRouting(batch.Layer, batch.Logits.shape[^1], batch.Inputs.shape[^1], _options.TokenLimit);
            layer.Add(batch);
            _layers.Add(batch.Layer, layer);
            _ordered.Add(layer);
            return;
        }

        layer.Add(batch);
    }

    /// <summary>Frees what was kept.</summary>
    public void Dispose()
    {
        foreach (var layer in _ordered)
        {
            layer.Dispose();
        }
    }
}
