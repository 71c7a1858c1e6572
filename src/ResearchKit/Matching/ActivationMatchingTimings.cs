namespace ResearchKit.Matching;

/// <summary>Where the wall time of an activation matching went, in seconds.</summary>
/// <param name="Networks">Forward passes of both networks.</param>
/// <param name="Moments">Products and sums of activations.</param>
/// <param name="Assignment">The linear assignment problems.</param>
public readonly record struct ActivationMatchingTimings(double Networks, double Moments, double Assignment);
