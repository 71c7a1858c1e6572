using ResearchKit.Checkpoints;

namespace ResearchKit.Merging.Recipes.Planning;

/// <summary>A tensor in an open file.</summary>
internal sealed record StoredTensor(SafetensorsFile File, SafetensorsEntry Entry);
