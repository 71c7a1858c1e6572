namespace ResearchKit.Training;

/// <summary>The rule that turns gradients into steps.</summary>
public enum OptimizerKind
{
    /// <summary>Adam; weight decay is added to the gradient. Reference: Kingma and Ba, 2015, algorithm 1.</summary>
    Adam,

    /// <summary>Adam with decoupled weight decay. Reference: Loshchilov and Hutter, 2019, algorithm 2.</summary>
    AdamW,

    /// <summary>Stochastic gradient descent with momentum; weight decay is added to the gradient.</summary>
    Sgd,
}
