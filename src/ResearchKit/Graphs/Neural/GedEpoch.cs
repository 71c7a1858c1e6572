namespace ResearchKit.Graphs.Neural;

/// <summary>One pass over the training pairs.</summary>
/// <param name="Epoch">Its number, from 1.</param>
/// <param name="TrainError">The mean squared error over the pass, while the parameters changed.</param>
/// <param name="ValidationError">The mean squared error on the validation pairs after it.</param>
public readonly record struct GedEpoch(int Epoch, double TrainError, double ValidationError);
