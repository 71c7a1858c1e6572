using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Half the squared error near zero and delta times the absolute error elsewhere.</summary>
/// <remarks>See <see cref="nn.functional.huber_loss"/> for the shapes.</remarks>
public sealed class HuberLoss : Loss<Tensor, Tensor, Tensor>
{
    /// <summary>Creates the loss.</summary>
    /// <param name="delta">Where the parabola ends.</param>
    /// <param name="reduction">What becomes of the losses of the elements.</param>
    public HuberLoss(double delta = 1.0, nn.Reduction reduction = nn.Reduction.Mean)
        : base(reduction)
    {
        this.delta = delta;
    }

    /// <summary>Where the parabola ends.</summary>
    public double delta { get; }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input, Tensor target) => nn.functional.huber_loss(input, target, delta, reduction);
}
