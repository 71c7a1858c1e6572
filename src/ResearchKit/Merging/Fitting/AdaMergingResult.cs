using static TorchSharp.torch;

namespace ResearchKit.Merging.Fitting;

/// <summary>A merged model with coefficients that were found on unlabelled inputs.</summary>
/// <param name="Tensors">The merged model, owned by the caller; its running statistics are the means of the models'.</param>
/// <param name="Coefficients">For each task the coefficient of each trainable tensor by name.</param>
/// <param name="Entropies">The mean entropy of predictions before each step, in nats.</param>
public sealed record AdaMergingResult(
    IReadOnlyDictionary<string, Tensor> Tensors,
    IReadOnlyList<IReadOnlyDictionary<string, double>> Coefficients,
    IReadOnlyList<double> Entropies);
