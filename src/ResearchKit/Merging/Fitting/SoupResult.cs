using static TorchSharp.torch;

namespace ResearchKit.Merging.Fitting;

/// <summary>A soup of models and how it came about.</summary>
/// <param name="Tensors">The mean of the members, owned by the caller.</param>
/// <param name="Members">The numbers of the models that are in, in the order in which they joined.</param>
/// <param name="Score">The score of the soup.</param>
/// <param name="Trials">What was tried, in order.</param>
public sealed record SoupResult(IReadOnlyDictionary<string, Tensor> Tensors, IReadOnlyList<int> Members, double Score, IReadOnlyList<SoupTrial> Trials);
