namespace TorchSharp;

public static partial class torch
{
    /// <summary>Whether a conjugation is pending.</summary>
    public static bool is_conj(Tensor input) => Given(input).is_conj();

    /// <summary>Whether a negation is pending.</summary>
    public static Tensor is_neg(Tensor input) => Given(input).is_neg();

    /// <summary>Whether the single element differs from zero.</summary>
    public static bool is_nonzero(Tensor input) => Given(input).is_nonzero();
}
