using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>A loss whose elements or classes have weights.</summary>
/// <typeparam name="T1">Type of the input.</typeparam>
/// <typeparam name="T2">Type of the target.</typeparam>
/// <typeparam name="TResult">Type of the loss.</typeparam>
public abstract class WeightedLoss<T1, T2, TResult> : Loss<T1, T2, TResult>
{
    /// <summary>Creates the loss.</summary>
    /// <param name="weight">The weights, or null; the caller keeps owning them.</param>
    /// <param name="reduction">What becomes of the losses of the elements.</param>
    protected WeightedLoss(Tensor? weight = null, nn.Reduction reduction = nn.Reduction.Mean)
        : base(reduction)
    {
        this.weight = weight;
    }

    /// <summary>The weights, or null.</summary>
    public Tensor? weight { get; }
}
