using static TorchSharp.torch;

namespace ResearchKit.Connectivity;

/// <summary>The singular value decompositions of all weights of a model, computed once for many thresholds and comparisons.</summary>
public sealed class ModelSpectrum : IDisposable
{
    private ModelSpectrum(IReadOnlyList<LayerSpectrum> layers) => Layers = layers;

    /// <summary>One decomposition for each weight, in the order of the model.</summary>
    public IReadOnlyList<LayerSpectrum> Layers { get; }

    /// <summary>Decomposes the weights of a model.</summary>
    /// <param name="parameters">The tensors of the model by name.</param>
    /// <param name="layers">
    /// The weights to decompose by name, or null for every floating-point tensor that is named <c>weight</c> and has two axes (dense) or four (convolution);
    /// biases and normalisations are left out.
    /// </param>
    /// <param name="cancellationToken">Stops between layers.</param>
    /// <returns>The decompositions; the caller owns them.</returns>
    /// <exception cref="ArgumentException">A layer is missing, there is none, or one cannot be decomposed.</exception>
    public static ModelSpectrum Of(IReadOnlyDictionary<string, Tensor> parameters, IReadOnlyList<string>? layers = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        var names = layers ?? [.. parameters.Where(p => IsWeight(p.Key, p.Value)).Select(p => p.Key)];
        if (names.Count == 0)
        {
            throw new ArgumentException($"none of the {parameters.Count} tensors is a weight of two or four axes", nameof(parameters));
        }

        var spectra = new List<LayerSpectrum>();
        try
        {
            foreach (var name in names)
            {
                cancellationToken.ThrowIfCancellationRequested();
                spectra.Add(LayerSpectrum.Of(name, parameters.TryGetValue(name, out var weight) ? weight : throw new ArgumentException($"there is no tensor '{name}'", nameof(layers))));
            }
        }
        catch
        {
            spectra.ForEach(s => s.Dispose());
            throw;
        }

        return new ModelSpectrum(spectra);
    }

    /// <summary>Frees all decompositions.</summary>
    public void Dispose()
    {
        foreach (var layer in Layers)
        {
            layer.Dispose();
        }
    }

    internal static bool IsWeight(string name, Tensor tensor)
        => tensor.is_floating_point() && tensor.shape.Length is 2 or 4 && (name == "weight" || name.EndsWith(".weight", StringComparison.Ordinal));

    /// <summary>Pairs the layers of two models, refusing models whose layers differ.</summary>
    internal static IEnumerable<(LayerSpectrum A, LayerSpectrum B)> Pairs(ModelSpectrum a, ModelSpectrum b)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        if (a.Layers.Count != b.Layers.Count)
        {
            throw new ArgumentException($"the first model has {a.Layers.Count} layers and the second {b.Layers.Count}; expected the same", nameof(b));
        }

        foreach (var (x, y) in a.Layers.Zip(b.Layers))
        {
            CheckPair(x, y);
        }

        return a.Layers.Zip(b.Layers);
    }

    internal static void CheckPair(LayerSpectrum x, LayerSpectrum y)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(y);
        if (x.Name != y.Name || x.U.shape[0] != y.U.shape[0] || x.Vh.shape[1] != y.Vh.shape[1])
        {
            throw new ArgumentException($"layer '{x.Name}' ({x.U.shape[0]}, {x.Vh.shape[1]}) of the first model meets '{y.Name}' ({y.U.shape[0]}, {y.Vh.shape[1]}) of the second; expected the same layer", nameof(y));
        }
    }
}
