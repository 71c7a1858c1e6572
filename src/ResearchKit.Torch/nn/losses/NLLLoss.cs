using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Negative log likelihood: -w_t x_t.</summary>
/// <remarks>See <see cref="nn.functional.nll_loss"/> for the shapes.</remarks>
public sealed class NLLLoss : WeightedLoss<Tensor, Tensor, Tensor>
{
    /// <summary>Creates the loss.</summary>
    /// <param name="weight">The weights, or null.</param>
    /// <param name="reduction">What becomes of the losses of the elements.</param>
    public NLLLoss(Tensor? weight = null, nn.Reduction reduction = nn.Reduction.Mean)
        : base(weight, reduction)
    {
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input, Tensor target) => nn.functional.nll_loss(input, target, weight, reduction);
}
