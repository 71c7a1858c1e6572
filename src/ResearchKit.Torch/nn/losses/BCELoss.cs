using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Binary cross entropy of probabilities: -w (t log x + (1 - t) log(1 - x)).</summary>
/// <remarks>See <see cref="nn.functional.binary_cross_entropy"/> for the shapes.</remarks>
public sealed class BCELoss : WeightedLoss<Tensor, Tensor, Tensor>
{
    /// <summary>Creates the loss.</summary>
    /// <param name="weight">The weights, or null.</param>
    /// <param name="reduction">What becomes of the losses of the elements.</param>
    public BCELoss(Tensor? weight = null, nn.Reduction reduction = nn.Reduction.Mean)
        : base(weight, reduction)
    {
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input, Tensor target) => nn.functional.binary_cross_entropy(input, target, weight, reduction);
}
