using static TorchSharp.torch;

namespace ResearchKit.Training;

/// <summary>A loss over a data set, as a function of parameters that the caller holds.</summary>
/// <remarks>
/// The data are cut into <see cref="BatchCount"/> batches in a fixed order, so that a call with the same parameters and batch gives the same number.
/// A call changes neither the parameters it is given nor those of any module behind the loss.
/// Implementations need not be thread safe.
/// </remarks>
public interface IParameterLoss
{
    /// <summary>The number of batches that cover the data once; at least 1.</summary>
    int BatchCount { get; }

    /// <summary>The mean loss over one batch, without keeping a graph.</summary>
    /// <param name="parameters">Every tensor of the model by name, buffers included.</param>
    /// <param name="batch">The batch, from 0 to <see cref="BatchCount"/> - 1.</param>
    /// <returns>The mean loss; NaN or infinite when the model gives such outputs.</returns>
    /// <exception cref="ArgumentException">A tensor is missing or has another shape than the model's.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such batch.</exception>
    double Loss(IReadOnlyDictionary<string, Tensor> parameters, int batch);

    /// <summary>The mean loss over one batch and its gradient.</summary>
    /// <param name="parameters">Every tensor of the model by name, buffers included.</param>
    /// <param name="batch">The batch, from 0 to <see cref="BatchCount"/> - 1.</param>
    /// <param name="gradient">The gradient of every trainable parameter by name, without a graph; the caller owns the tensors.</param>
    /// <returns>The mean loss; NaN or infinite when the model gives such outputs.</returns>
    /// <exception cref="ArgumentException">A tensor is missing or has another shape than the model's.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such batch.</exception>
    double LossAndGradient(IReadOnlyDictionary<string, Tensor> parameters, int batch, out Dictionary<string, Tensor> gradient);
}
