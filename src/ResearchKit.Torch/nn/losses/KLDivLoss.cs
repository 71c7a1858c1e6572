using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Kullback-Leibler divergence, element by element.</summary>
/// <remarks>See <see cref="nn.functional.kl_div"/> for the shapes.</remarks>
public sealed class KLDivLoss : Loss<Tensor, Tensor, Tensor>
{
    /// <summary>Creates the loss.</summary>
    /// <param name="log_target">Whether the targets are logarithms.</param>
    /// <param name="reduction">What becomes of the losses of the elements.</param>
    public KLDivLoss(bool log_target = true, nn.Reduction reduction = nn.Reduction.Mean)
        : base(reduction)
    {
        this.log_target = log_target;
    }

    /// <summary>Whether the targets are logarithms.</summary>
    public bool log_target { get; }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input, Tensor target) => nn.functional.kl_div(input, target, log_target, reduction);
}
