using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>y = a.b / max(|a| |b|, eps) along one axis.</summary>
/// <remarks>Inputs of the same shape (or that broadcast), output without the axis.</remarks>
public sealed class CosineSimilarity : ParameterLessModule<Tensor, Tensor, Tensor>
{
    internal CosineSimilarity(long dim, double eps)
        : base(nameof(CosineSimilarity))
    {
        this.dim = dim;
        this.eps = eps;
    }

    /// <summary>The axis.</summary>
    public long dim { get; set; }

    /// <summary>Smallest denominator.</summary>
    public double eps { get; set; }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input1, Tensor input2) => nn.functional.cosine_similarity(input1, input2, dim, eps);
}
