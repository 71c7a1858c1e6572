namespace ResearchKit.Merging.Recipes.Planning;

/// <summary>A file of the output beside the weights: a copy of a model's, or text made for it.</summary>
/// <param name="Name">Its name in the output.</param>
/// <param name="CopyOf">The file that is copied; null where there is text.</param>
/// <param name="Text">The text.</param>
internal sealed record CompanionFile(string Name, string? CopyOf, string? Text = null);
