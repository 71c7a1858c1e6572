namespace ResearchKit.Matching;

/// <summary>The rule by which a search over alignments takes its steps.</summary>
public enum SearchOptimizer
{
    /// <summary>Stochastic gradient descent with momentum.</summary>
    Sgd,

    /// <summary>Adam, with decay rates 0.9 and 0.999 (Kingma and Ba, 2015); weight decay, where there is any, is decoupled (Loshchilov and Hutter, 2019).</summary>
    Adam,
}
