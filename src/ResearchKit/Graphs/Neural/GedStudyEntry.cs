namespace ResearchKit.Graphs.Neural;

/// <summary>A kind of network to train in a <see cref="GedStudy"/>.</summary>
/// <param name="Name">What it is called in tables and figures.</param>
/// <param name="Distances">The exact distances that it learns.</param>
/// <param name="Make">Makes a network from a seed.</param>
public sealed record GedStudyEntry(string Name, GedTable Distances, Func<Seed, GedNetwork> Make);
