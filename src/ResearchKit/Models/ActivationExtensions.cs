using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Models;

/// <summary>Applies an <see cref="Activation"/>.</summary>
public static class ActivationExtensions
{
    /// <summary>Applies the function to every element.</summary>
    /// <param name="activation">The function.</param>
    /// <param name="x">A tensor of any shape.</param>
    /// <returns>A tensor of the same shape; <paramref name="x"/> itself for <see cref="Activation.Linear"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="activation"/> is not a member of the enumeration.</exception>
    public static Tensor Apply(this Activation activation, Tensor x) => activation switch
    {
        Activation.Relu => x.relu(),
        Activation.Tanh => x.tanh(),
        Activation.Gelu => nn.functional.gelu(x),
        Activation.Linear => x,
        Activation.Silu => nn.functional.SiLU(x),
        _ => throw new ArgumentOutOfRangeException(nameof(activation), activation, "there is no such activation"),
    };
}
