namespace ResearchKit.Training;

/// <summary>Training met a loss that is not a finite number.</summary>
public sealed class TrainingDivergedException : Exception
{
    /// <summary>Makes an exception without details.</summary>
    public TrainingDivergedException()
        : this("the training loss is not a finite number")
    {
    }

    /// <summary>Makes an exception with a message.</summary>
    /// <param name="message">What happened.</param>
    public TrainingDivergedException(string message)
        : base(message)
    {
    }

    /// <summary>Makes an exception with a message and a cause.</summary>
    /// <param name="message">What happened.</param>
    /// <param name="innerException">The cause.</param>
    public TrainingDivergedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Says where the loss stopped being finite.</summary>
    /// <param name="epoch">The epoch, from 1.</param>
    /// <param name="step">The step within the epoch, from 1.</param>
    /// <param name="loss">The loss.</param>
    /// <param name="learningRate">The learning rate of the step.</param>
    public TrainingDivergedException(int epoch, long step, double loss, double learningRate)
        : this(FormattableString.Invariant($"the loss is {loss} in epoch {epoch}, step {step}, at learning rate {learningRate:g4}; try a smaller rate or a warm-up, and check the inputs for NaN"))
    {
        Epoch = epoch;
        Step = step;
    }

    /// <summary>The epoch, from 1, or 0 when not known.</summary>
    public int Epoch { get; }

    /// <summary>The step within the epoch, from 1, or 0 when not known.</summary>
    public long Step { get; }
}
