namespace ResearchKit.Permutations;

/// <summary>A module whose data flow is not known, so that nothing in it, in front of it and behind it is permuted.</summary>
/// <param name="Name">Its name within the network.</param>
/// <param name="Type">The name of its type.</param>
/// <param name="Reason">Why it is not known.</param>
public sealed record UnknownModule(string Name, string Type, string Reason);
