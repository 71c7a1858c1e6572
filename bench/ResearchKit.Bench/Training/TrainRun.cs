namespace ResearchKit.Bench.Training;

/// <summary>One epoch: CPU seconds of the process, seconds by the clock, and the losses of the first and last step.</summary>
internal sealed record TrainRun(double CpuSeconds, double WallSeconds, double FirstLoss, double LastLoss);
