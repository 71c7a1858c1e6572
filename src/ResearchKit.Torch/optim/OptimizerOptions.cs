namespace TorchSharp.Modules;

/// <summary>The options of a group of parameters.</summary>
public class OptimizerOptions
{
    /// <summary>The learning rate; null takes the optimiser's default.</summary>
    public double? LearningRate { get; set; }

    /// <summary>The learning rate with which the group started.</summary>
    public double InitialLearningRate { get; set; }

    /// <summary>Takes over the options of another group.</summary>
    /// <param name="source">Options of the same kind.</param>
    public virtual void LoadStateDict(OptimizerOptions source)
    {
        ArgumentNullException.ThrowIfNull(source);
        LearningRate = source.LearningRate;
        InitialLearningRate = source.InitialLearningRate;
    }

    // The options of a group as the optimiser's own kind, or an exception that says which was expected.
    internal static T As<T>(object? options)
        where T : class
        => options as T ?? throw new ArgumentException($"Expected {typeof(T).DeclaringType?.Name}.{typeof(T).Name}, got {options?.GetType().FullName ?? "null"}.", nameof(options));
}
