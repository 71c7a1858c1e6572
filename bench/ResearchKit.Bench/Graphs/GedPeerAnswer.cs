namespace ResearchKit.Bench.Graphs;

/// <summary>What networkx found for one pair.</summary>
/// <param name="Distance">The distance, or the best value at the limit; null where there is none.</param>
/// <param name="Seconds">CPU seconds.</param>
/// <param name="Stopped">Whether the limit ended the search.</param>
/// <param name="First">The first value of its heuristic.</param>
/// <param name="FirstSeconds">CPU seconds of that.</param>
internal sealed record GedPeerAnswer(double? Distance, double Seconds, bool Stopped, double First, double FirstSeconds);
