namespace ResearchKit.Matching;

/// <summary>A normalisation of a residual stream and the layers that read what it gives.</summary>
/// <param name="Name">The name of the normalisation.</param>
/// <param name="Readers">The names of the linear layers behind it; one that the state dict lacks is made by <see cref="ResidualPath.Fold"/> of the tied table.</param>
public sealed record StreamNorm(string Name, IReadOnlyList<string> Readers);
