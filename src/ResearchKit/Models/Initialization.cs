namespace ResearchKit.Models;

/// <summary>The distribution that new weights are drawn from.</summary>
/// <remarks>Fan-in is the number of inputs that one output sums over: (in) for a dense layer, (in x height x width) for a convolution.</remarks>
public enum Initialization
{
    /// <summary>Weights and biases uniform on ±1/sqrt(fan-in), the default of PyTorch's layers.</summary>
    UniformFanIn,

    /// <summary>Weights normal with variance 2/fan-in; biases as in <see cref="UniformFanIn"/>. Reference: He, Zhang, Ren and Sun, 2015, equation 10.</summary>
    KaimingNormal,
}
