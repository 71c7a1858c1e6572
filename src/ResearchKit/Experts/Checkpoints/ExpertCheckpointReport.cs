namespace ResearchKit.Experts.Checkpoints;

/// <summary>What making a checkpoint smaller did.</summary>
/// <param name="BytesBefore">Bytes of all tensors before.</param>
/// <param name="BytesAfter">Bytes of all tensors that were written.</param>
/// <param name="ExpertBytesBefore">Bytes of the experts before.</param>
/// <param name="ExpertBytesAfter">Bytes of the experts that were written.</param>
/// <param name="Exports">What each way of writing takes, in bytes; a way that is not open to this merge is missing. Empty where experts were compressed.</param>
/// <param name="Layers">What became of each layer; empty where experts were compressed.</param>
/// <param name="Seconds">How long it took.</param>
public sealed record ExpertCheckpointReport(
    long BytesBefore, long BytesAfter, long ExpertBytesBefore, long ExpertBytesAfter, IReadOnlyDictionary<ExpertExport, long> Exports, IReadOnlyList<MergedLayerPlan> Layers, double Seconds);
