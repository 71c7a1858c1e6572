using static TorchSharp.torch;

namespace ResearchKit.Merging.Methods;

/// <summary>How far fine-tuning moved one tensor of one model.</summary>
/// <param name="Tensor">The name of the tensor.</param>
/// <param name="Model">The number of the model, in the order in which the caller listed them.</param>
/// <param name="Delta">δ = θ − θ_0; not to be changed.</param>
/// <param name="Seed">The root of randomness for this tensor of this model.</param>
public sealed record TaskVector(string Tensor, int Model, Tensor Delta, Seed Seed);
