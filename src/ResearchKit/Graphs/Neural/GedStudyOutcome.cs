namespace ResearchKit.Graphs.Neural;

/// <summary>One network of a <see cref="GedStudy"/> after its training.</summary>
/// <param name="Entry">Its kind.</param>
/// <param name="Seed">Its seed.</param>
/// <param name="Split">The graphs that it learned from and is judged by; the same for all kinds of one seed.</param>
/// <param name="Network">The network, with its best parameters.</param>
/// <param name="Result">The course of its training and its scores.</param>
public sealed record GedStudyOutcome(GedStudyEntry Entry, Seed Seed, GraphSplit Split, GedNetwork Network, GedTrainingResult Result);
