namespace ResearchKit.Compression;

/// <summary>What a step of pruning left.</summary>
/// <param name="Share">P_t, the share that the schedule asks for.</param>
/// <param name="Threshold">The row score below which rows went; minus infinity if none had to.</param>
/// <param name="Remaining">The share of entries in rows that stayed; at least P_t, and more where rows tie at the threshold.</param>
public sealed record LoSparseStep(double Share, double Threshold, double Remaining);
