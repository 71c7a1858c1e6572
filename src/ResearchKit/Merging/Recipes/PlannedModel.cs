namespace ResearchKit.Merging.Recipes;

/// <summary>One model that a merge reads.</summary>
/// <param name="Name">How the recipe names it.</param>
/// <param name="Path">The folder or file.</param>
/// <param name="Role"><c>base</c> or <c>model</c>.</param>
/// <param name="Files">How many files it is in.</param>
/// <param name="Tensors">How many tensors it has.</param>
/// <param name="Layers">How many numbered layers it has; 0 where there are none.</param>
/// <param name="Types">The types of its tensors, the most frequent first.</param>
/// <param name="Bytes">What its tensors take.</param>
public sealed record PlannedModel(string Name, string Path, string Role, int Files, int Tensors, int Layers, string Types, long Bytes);
