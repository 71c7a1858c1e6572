namespace ResearchKit.Connectivity;

/// <summary>The predictions whose confidence lies in one interval.</summary>
/// <param name="From">The interval's lower end, not part of it but for the first.</param>
/// <param name="To">The interval's upper end, part of it.</param>
/// <param name="Count">How many predictions it holds.</param>
/// <param name="Confidence">The mean of the largest probability; 0 for an empty bin.</param>
/// <param name="Accuracy">The share of right predictions; 0 for an empty bin.</param>
public sealed record ReliabilityBin(double From, double To, int Count, double Confidence, double Accuracy);
