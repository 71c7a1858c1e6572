using static TorchSharp.torch;

namespace ResearchKit.Experts.Checkpoints;

/// <summary>What a checkpoint says about one of its layers of experts.</summary>
/// <param name="Name">The prefix of its tensors.</param>
/// <param name="Slots">E, the router's choices.</param>
/// <param name="Stored">Experts that are stored; fewer than E in a merged checkpoint with a map.</param>
/// <param name="ModelSize">d, the size of a token.</param>
/// <param name="HiddenSize">f, the hidden units of an expert.</param>
/// <param name="IsGated">Whether experts have a gate.</param>
/// <param name="DType">The number type of the experts.</param>
/// <param name="Bytes">Bytes of the experts.</param>
/// <param name="SharedBytes">Bytes of experts that every token goes to.</param>
/// <param name="SlotToExpert">The stored expert of each choice.</param>
public sealed record ExpertLayerInfo(
    string Name, int Slots, int Stored, long ModelSize, long HiddenSize, bool IsGated, ScalarType DType, long Bytes, long SharedBytes, IReadOnlyList<int> SlotToExpert);
