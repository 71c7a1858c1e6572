namespace TorchSharp.Modules;

/// <summary>The options that Adam and AdamW share; null takes the optimiser's default.</summary>
internal interface IAdamOptions
{
    double? LearningRate { get; set; }

    double? beta1 { get; set; }

    double? beta2 { get; set; }

    double? eps { get; set; }

    double? weight_decay { get; set; }

    bool? amsgrad { get; set; }

    bool? maximize { get; set; }

    /// <summary>The decay rates; PyTorch's where there are none.</summary>
    (double, double) Betas
    {
        get => (beta1 ?? 0.9, beta2 ?? 0.999);
        set => (beta1, beta2) = value;
    }

    /// <summary>Takes over what another group or the optimiser's defaults say.</summary>
    /// <param name="source">Where the values come from.</param>
    void Copy(IAdamOptions source)
    {
        (beta1, beta2, eps) = (source.beta1, source.beta2, source.eps);
        (weight_decay, amsgrad, maximize) = (source.weight_decay, source.amsgrad, source.maximize);
    }

    /// <summary>Fills in what is null.</summary>
    /// <param name="defaults">Options without null.</param>
    void Complete(IAdamOptions defaults)
    {
        beta1 ??= defaults.beta1;
        beta2 ??= defaults.beta2;
        eps ??= defaults.eps;
        weight_decay ??= defaults.weight_decay;
        amsgrad ??= defaults.amsgrad;
        maximize ??= defaults.maximize;
    }
}
