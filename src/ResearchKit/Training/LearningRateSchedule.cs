namespace ResearchKit.Training;

/// <summary>How the learning rate goes on after the warm-up.</summary>
public enum LearningRateSchedule
{
    /// <summary>It stays.</summary>
    Constant,

    /// <summary>It falls to zero along half a cosine. Reference: Loshchilov and Hutter, 2017, equation 5, without restarts.</summary>
    Cosine,

    /// <summary>It falls to zero along a straight line.</summary>
    Linear,
}
