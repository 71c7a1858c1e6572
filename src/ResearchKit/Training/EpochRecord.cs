namespace ResearchKit.Training;

/// <summary>What one epoch of training did.</summary>
/// <param name="Epoch">The epoch, from 1.</param>
/// <param name="Train">Loss and accuracy on the training batches, each measured before its step.</param>
/// <param name="Validation">Loss and accuracy on the validation images after the epoch, or null when there are none.</param>
/// <param name="LearningRate">The rate of the epoch's last step.</param>
/// <param name="Seconds">Time of the epoch's steps, validation left out.</param>
/// <param name="ImagesPerSecond">Training images over <paramref name="Seconds"/>.</param>
public sealed record EpochRecord(int Epoch, Evaluation Train, Evaluation? Validation, double LearningRate, double Seconds, double ImagesPerSecond);
