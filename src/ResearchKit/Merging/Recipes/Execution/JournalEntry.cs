namespace ResearchKit.Merging.Recipes.Execution;

/// <summary>How far a file has come.</summary>
/// <param name="Shard">The number of the file.</param>
/// <param name="Tensors">How many of its tensors are written.</param>
/// <param name="Bytes">The bytes up to the end of the last of them.</param>
/// <param name="Checksum">The CRC-32C of those bytes.</param>
internal sealed record JournalEntry(int Shard, int Tensors, long Bytes, uint Checksum);
