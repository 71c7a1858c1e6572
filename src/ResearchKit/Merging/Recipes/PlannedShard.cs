namespace ResearchKit.Merging.Recipes;

/// <summary>One file of the output.</summary>
/// <param name="FileName">Its name in the output folder.</param>
/// <param name="Tensors">The tensors in the order of their data.</param>
/// <param name="Bytes">The length of the file.</param>
public sealed record PlannedShard(string FileName, IReadOnlyList<PlannedTensor> Tensors, long Bytes);
