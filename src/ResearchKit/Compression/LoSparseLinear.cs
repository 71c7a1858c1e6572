using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace ResearchKit.Compression;

/// <summary>A dense layer whose weight is low rank plus sparse, all three parts trainable: y = U (V x) + S x + b.</summary>
/// <remarks>Parameters are <c>left</c> (m, r), <c>right</c> (r, n), <c>sparse</c> (m, n) and <c>bias</c> (m) where there is one. At the start it computes what the dense layer did.</remarks>
public sealed class LoSparseLinear : nn.Module<Tensor, Tensor>
{
    private readonly Parameter _left;
    private readonly Parameter _right;
    private readonly Parameter _sparse;
    private readonly Parameter? _bias;

    /// <summary>Splits a dense layer's weight.</summary>
    /// <param name="weight">W, (m, n); it is copied.</param>
    /// <param name="rank">r, from 1 to min(m, n).</param>
    /// <param name="bias">b, (m), or none; it is copied.</param>
    /// <exception cref="ArgumentException">W is not a matrix, holds NaN or infinity, or the rank or the bias does not fit.</exception>
    public LoSparseLinear(Tensor weight, int rank, Tensor? bias = null)
        : base(nameof(LoSparseLinear))
    {
        if (bias is not null && !bias.shape.AsSpan().SequenceEqual([weight.shape[0]]))
        {
            throw new ArgumentException($"the bias has shape {CompressionGuard.Shape(bias)}; a weight of shape {CompressionGuard.Shape(weight)} needs [{weight.shape[0]}]", nameof(bias));
        }

        var parts = LowRankSparse.From(weight, rank);
        _left = Keep(parts.LowRank.Left);
        _right = Keep(parts.LowRank.Right);
        _sparse = Keep(parts.Sparse);
        _bias = bias is null ? null : Keep(bias.detach().clone());
        register_parameter("left", _left);
        register_parameter("right", _right);
        register_parameter("sparse", _sparse);
        if (_bias is not null)
        {
            register_parameter("bias", _bias);
        }
    }

    /// <summary>S, whose rows <see cref="LoSparsePruner"/> empties.</summary>
    public Parameter Sparse => _sparse;

    /// <summary>The parts as a value that shares the parameters.</summary>
    /// <returns>U V + S without the bias.</returns>
    public LowRankSparse Parts() => new(new LowRankFactors(_left, _right), _sparse);

    /// <summary>y = U (V x) + S x + b.</summary>
    /// <param name="input">Rows, (..., n).</param>
    /// <returns>Rows, (..., m).</returns>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var narrow = nn.functional.linear(nn.functional.linear(input, _right), _left, _bias);
        return (narrow + nn.functional.linear(input, _sparse)).MoveToOuterDisposeScope();
    }

    private static Parameter Keep(Tensor values) => (Parameter)new Parameter(values).DetachFromDisposeScope();
}
