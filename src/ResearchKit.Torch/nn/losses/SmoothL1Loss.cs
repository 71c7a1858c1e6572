using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Squared error near zero and absolute error elsewhere.</summary>
/// <remarks>See <see cref="nn.functional.smooth_l1_loss"/> for the shapes.</remarks>
public sealed class SmoothL1Loss : Loss<Tensor, Tensor, Tensor>
{
    /// <summary>Creates the loss.</summary>
    /// <param name="reduction">What becomes of the losses of the elements.</param>
    /// <param name="beta">Where the parabola ends.</param>
    public SmoothL1Loss(nn.Reduction reduction = nn.Reduction.Mean, double beta = 1.0)
        : base(reduction)
    {
        this.beta = beta;
    }

    /// <summary>Where the parabola ends.</summary>
    public double beta { get; }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input, Tensor target) => nn.functional.smooth_l1_loss(input, target, reduction, beta);
}
