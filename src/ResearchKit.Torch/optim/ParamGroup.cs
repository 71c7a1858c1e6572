using static TorchSharp.torch.optim;

namespace TorchSharp.Modules;

/// <summary>Parameters that are optimised with the same options.</summary>
public class ParamGroup : ILearningRateController
{
    /// <summary>The parameters.</summary>
    public IEnumerable<Parameter> Parameters { get; set; } = [];

    /// <summary>The options; null takes the optimiser's defaults.</summary>
    public OptimizerOptions? Options { get; set; }

    /// <summary>The learning rate.</summary>
    /// <exception cref="InvalidOperationException">The group has none yet: it belongs to no optimiser.</exception>
    public double LearningRate
    {
        get => Known().LearningRate ?? throw new InvalidOperationException("The group has no learning rate of its own and belongs to no optimiser.");
        set => Known().LearningRate = value;
    }

    /// <summary>The learning rate with which the group started.</summary>
    public double InitialLearningRate
    {
        get => Known().InitialLearningRate;
        set => Known().InitialLearningRate = value;
    }

    private OptimizerOptions Known()
        => Options ?? throw new InvalidOperationException("The group has no options and belongs to no optimiser.");
}
