using static TorchSharp.torch;

namespace ResearchKit.Training.MixtureOfExperts;

/// <summary>What one training step did.</summary>
/// <param name="Step">The step, from 0.</param>
/// <param name="Loss">The whole loss before the step.</param>
/// <param name="Gradients">The gradient of each trained parameter by name; valid during the call alone.</param>
public sealed record MoeStep(int Step, double Loss, IReadOnlyDictionary<string, Tensor> Gradients);
