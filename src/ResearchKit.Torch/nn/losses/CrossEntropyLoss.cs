using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Cross entropy of logits: -w_t log softmax(x)_t.</summary>
/// <remarks>See <see cref="nn.functional.cross_entropy"/> for the shapes.</remarks>
public sealed class CrossEntropyLoss : WeightedLoss<Tensor, Tensor, Tensor>
{
    /// <summary>Creates the loss.</summary>
    /// <param name="weight">The weights, or null.</param>
    /// <param name="ignore_index">Class that does not count, -100 by default.</param>
    /// <param name="reduction">What becomes of the losses of the elements.</param>
    /// <param name="label_smoothing">Share of the probability that is spread evenly over the classes.</param>
    public CrossEntropyLoss(Tensor? weight = null, long? ignore_index = null, nn.Reduction reduction = nn.Reduction.Mean, double label_smoothing = 0.0)
        : base(weight, reduction)
    {
        this.ignore_index = ignore_index;
        this.label_smoothing = label_smoothing;
    }

    /// <summary>Class that does not count, -100 by default.</summary>
    public long? ignore_index { get; }

    /// <summary>Share of the probability that is spread evenly over the classes.</summary>
    public double label_smoothing { get; }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input, Tensor target) => nn.functional.cross_entropy(input, target, weight, ignore_index ?? -100, reduction, label_smoothing);
}
