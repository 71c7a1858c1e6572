using static TorchSharp.torch;

namespace ResearchKit.Experts;

/// <summary>A layer with everything that was measured on it: what similarities and mergers work from.</summary>
public sealed record ExpertCalibration
{
    /// <summary>Joins a layer and its routing statistics.</summary>
    /// <param name="layer">The layer; every router slot stands for its own expert.</param>
    /// <param name="routing">Its statistics on calibration data.</param>
    /// <exception cref="ArgumentException">The statistics belong to a layer of another size, or the layer is merged already.</exception>
    public ExpertCalibration(ExpertLayer layer, LayerRouting routing)
    {
        ArgumentNullException.ThrowIfNull(layer);
        ArgumentNullException.ThrowIfNull(routing);
        if (layer.Slots != routing.Experts || layer.Experts[0].ModelSize != routing.ModelSize)
        {
            throw new ArgumentException($"layer '{layer.Name}' has {layer.Slots} router slots and tokens of {layer.Experts[0].ModelSize}; the statistics of '{routing.Layer}' are of {routing.Experts} and {routing.ModelSize}", nameof(routing));
        }

        if (!layer.SlotToExpert.SequenceEqual(Enumerable.Range(0, layer.Experts.Count)))
        {
            throw new ArgumentException($"in layer '{layer.Name}' the router slots stand for experts [{string.Join(", ", layer.SlotToExpert)}]; a layer to merge has one slot for each expert, in order", nameof(layer));
        }

        (Layer, Routing) = (layer, routing);
    }

    /// <summary>The layer.</summary>
    public ExpertLayer Layer { get; }

    /// <summary>Its routing statistics.</summary>
    public LayerRouting Routing { get; }

    /// <summary>For each expert the gradient of the loss, summed over calibration batches, with the expert's own shapes; needed by similarities on gradients.</summary>
    public IReadOnlyList<ExpertWeights>? Gradients { get; init; }

    /// <summary>For each expert the mean squared gradient over single calibration samples (the diagonal of the Fisher information), with the expert's own shapes; needed by Fisher merging.</summary>
    public IReadOnlyList<ExpertWeights>? Fisher { get; init; }

    /// <summary>The experts of the layer.</summary>
    public IReadOnlyList<ExpertWeights> Experts => Layer.Experts;

    /// <summary>The gradients, or an error that says who needs them.</summary>
    internal IReadOnlyList<ExpertWeights> NeedGradients(string user) => Need(Gradients, nameof(Gradients), user);

    /// <summary>The Fisher information, or an error that says who needs it.</summary>
    internal IReadOnlyList<ExpertWeights> NeedFisher(string user) => Need(Fisher, nameof(Fisher), user);

    /// <summary>The kept tokens, in the number type of the experts.</summary>
    internal Tensor Tokens() => Routing.Inputs.to(Experts[0].Up.dtype).to(Experts[0].Up.device);

    private IReadOnlyList<ExpertWeights> Need(IReadOnlyList<ExpertWeights>? values, string name, string user)
    {
        if (values is null)
        {
            throw new ArgumentException($"{user} needs {name} of layer '{Layer.Name}', which the calibration does not have");
        }

        if (values.Count != Experts.Count)
        {
            throw new ArgumentException($"{name} of layer '{Layer.Name}' are for {values.Count} experts; the layer has {Experts.Count}");
        }

        ExpertGuard.RequireAlike([Experts[0], .. values], name);
        return values;
    }
}
