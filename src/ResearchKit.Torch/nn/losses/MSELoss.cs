using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Squared error: (x - t)².</summary>
/// <remarks>See <see cref="nn.functional.mse_loss"/> for the shapes.</remarks>
public sealed class MSELoss : Loss<Tensor, Tensor, Tensor>
{
    /// <summary>Creates the loss.</summary>
    /// <param name="reduction">What becomes of the losses of the elements.</param>
    public MSELoss(nn.Reduction reduction = nn.Reduction.Mean)
        : base(reduction)
    {
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input, Tensor target) => nn.functional.mse_loss(input, target, reduction);
}
