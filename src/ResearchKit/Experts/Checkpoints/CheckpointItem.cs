using ResearchKit.Checkpoints;
using static TorchSharp.torch;

namespace ResearchKit.Experts.Checkpoints;

/// <summary>A tensor that is to be written.</summary>
internal sealed record CheckpointItem(string Name, ScalarType DType, IReadOnlyList<long> Shape)
{
    /// <summary>The bytes of its data.</summary>
    public long Bytes => Shape.Aggregate((long)ElementSize.Of(DType), (a, b) => a * b);
}
