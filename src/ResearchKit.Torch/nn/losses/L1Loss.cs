using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Absolute error: |x - t|.</summary>
/// <remarks>See <see cref="nn.functional.l1_loss"/> for the shapes.</remarks>
public sealed class L1Loss : Loss<Tensor, Tensor, Tensor>
{
    /// <summary>Creates the loss.</summary>
    /// <param name="reduction">What becomes of the losses of the elements.</param>
    public L1Loss(nn.Reduction reduction = nn.Reduction.Mean)
        : base(reduction)
    {
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input, Tensor target) => nn.functional.l1_loss(input, target, reduction);
}
