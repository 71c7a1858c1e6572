namespace TorchSharp;

public static partial class torch
{
    /// <summary>1 / (1 + exp(-x)) of each element.</summary>
    public static Tensor sigmoid(Tensor input) => Given(input).sigmoid();

    /// <summary>Replaces each element x by 1 / (1 + exp(-x)).</summary>
    public static Tensor sigmoid_(Tensor input) => Given(input).sigmoid_();

    /// <summary>exp(x) divided by its sum along one axis.</summary>
    public static Tensor softmax(Tensor input, int dim, ScalarType? dtype = null) => Given(input).softmax(dim, dtype);
}
