namespace ResearchKit.Training;

/// <summary>How well a classifier does on a data set.</summary>
/// <param name="Loss">The mean cross-entropy in nats.</param>
/// <param name="Accuracy">The share of images whose largest score is that of their label, from 0 to 1.</param>
public readonly record struct Evaluation(double Loss, double Accuracy);
