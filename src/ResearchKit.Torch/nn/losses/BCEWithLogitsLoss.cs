using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Binary cross entropy of logits.</summary>
/// <remarks>See <see cref="nn.functional.binary_cross_entropy_with_logits"/> for the shapes.</remarks>
public sealed class BCEWithLogitsLoss : WeightedLoss<Tensor, Tensor, Tensor>
{
    /// <summary>Creates the loss.</summary>
    /// <param name="weight">The weights, or null.</param>
    /// <param name="reduction">What becomes of the losses of the elements.</param>
    /// <param name="pos_weights">Weights of positive targets, or null.</param>
    public BCEWithLogitsLoss(Tensor? weight = null, nn.Reduction reduction = nn.Reduction.Mean, Tensor? pos_weights = null)
        : base(weight, reduction)
    {
        this.pos_weights = pos_weights;
    }

    /// <summary>Weights of positive targets, or null.</summary>
    public Tensor? pos_weights { get; }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input, Tensor target) => nn.functional.binary_cross_entropy_with_logits(input, target, weight, reduction, pos_weights);
}
