using static TorchSharp.torch;

namespace ResearchKit.Onnx;

/// <summary>An operator that the kit knows: how it computes, and how permutations of axes pass through it.</summary>
/// <param name="Run">Makes the outputs from the inputs.</param>
/// <param name="Flow">Says which axes of inputs and outputs must move together, and which cannot move.</param>
internal sealed record OnnxOperator(Func<OnnxCall, Tensor[]> Run, Action<AxisFlow> Flow);
