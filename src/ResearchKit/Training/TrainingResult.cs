namespace ResearchKit.Training;

/// <summary>How a training went.</summary>
/// <param name="History">One record for each epoch, in order.</param>
/// <param name="Steps">Steps taken.</param>
/// <param name="KeptEpoch">The epoch whose tensors the model ends with; 0 when nothing was trained.</param>
/// <param name="Seconds">Time of the whole training, validation included.</param>
public sealed record TrainingResult(IReadOnlyList<EpochRecord> History, long Steps, int KeptEpoch, double Seconds);
