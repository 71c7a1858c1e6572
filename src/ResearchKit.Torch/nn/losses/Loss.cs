using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>A loss of an input and a target.</summary>
/// <typeparam name="T1">Type of the input.</typeparam>
/// <typeparam name="T2">Type of the target.</typeparam>
/// <typeparam name="TResult">Type of the loss.</typeparam>
public abstract class Loss<T1, T2, TResult> : nn.Module<T1, T2, TResult>
{
    /// <summary>Creates the loss.</summary>
    /// <param name="reduction">What becomes of the losses of the elements.</param>
    protected Loss(nn.Reduction reduction = nn.Reduction.Mean)
        : base("Loss")
    {
        this.reduction = reduction;
    }

    /// <summary>What becomes of the losses of the elements.</summary>
    public nn.Reduction reduction { get; }

    /// <inheritdoc/>
    public override string GetName() => GetType().Name;
}
