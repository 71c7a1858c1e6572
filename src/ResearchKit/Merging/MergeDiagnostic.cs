namespace ResearchKit.Merging;

/// <summary>A number that a merge method reports about one tensor, for example the cosine that decided a ratio.</summary>
/// <param name="Tensor">The name of the tensor.</param>
/// <param name="Name">What the number is, for example <c>cosine</c>.</param>
/// <param name="Value">The number.</param>
public sealed record MergeDiagnostic(string Tensor, string Name, double Value);
