using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Compression;

/// <summary>What compression methods need to know of a layer's inputs, gathered batch by batch.</summary>
/// <remarks>Sums are float64. The object owns its tensors; what properties give is new.</remarks>
public sealed class InputStatistics : IDisposable
{
    private readonly Tensor? _gram;
    private readonly Tensor _absolute;
    private readonly Tensor _squares;

    /// <summary>Makes the statistics of a layer that has seen nothing.</summary>
    /// <param name="inputs">n, the inputs of the layer.</param>
    /// <param name="withGram">Whether the n by n matrix X Xᵀ is kept, which whitening needs and the others do not.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number of inputs is below 1.</exception>
    public InputStatistics(long inputs, bool withGram = true)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(inputs, 1);
        _gram = withGram ? zeros(inputs, inputs, dtype: ScalarType.Float64).DetachFromDisposeScope() : null;
        _absolute = zeros(inputs, dtype: ScalarType.Float64).DetachFromDisposeScope();
        _squares = zeros(inputs, dtype: ScalarType.Float64).DetachFromDisposeScope();
    }

    /// <summary>The number of tokens seen.</summary>
    public long Tokens { get; private set; }

    /// <summary>X Xᵀ, the sum over tokens of x xᵀ, (n, n).</summary>
    /// <exception cref="InvalidOperationException">The matrix is not kept.</exception>
    public Tensor Gram => (_gram ?? throw new InvalidOperationException("the statistics were made without the matrix of second moments")).clone();

    /// <summary>The mean of |x_i| over tokens, (n); zeros before the first token.</summary>
    public Tensor MeanAbsolute => _absolute / Math.Max(1, Tokens);

    /// <summary>The L2 norm of each input over all tokens, ‖X_i‖, (n).</summary>
    public Tensor Norm => _squares.sqrt();

    /// <summary>Takes in tokens.</summary>
    /// <param name="inputs">Rows, (..., n).</param>
    /// <exception cref="ArgumentException">The last axis is not n, or a value is NaN or infinite.</exception>
    public void Add(Tensor inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        if (inputs.shape.Length == 0 || inputs.shape[^1] != _squares.shape[0])
        {
            throw new ArgumentException($"the inputs have shape {CompressionGuard.Shape(inputs)}; expected {_squares.shape[0]} values a row", nameof(inputs));
        }

        CompressionGuard.RequireFinite(inputs, nameof(inputs));
        using var frozen = no_grad();
        using var scope = NewDisposeScope();
        var rows = inputs.detach().reshape(-1, _squares.shape[0]).to(ScalarType.Float64).cpu(); // (T, n)
        _gram?.add_(rows.t().matmul(rows));
        _absolute.add_(rows.abs().sum([0L]));
        _squares.add_(rows.square().sum([0L]));
        Tokens += rows.shape[0];
    }

    /// <summary>Frees the sums.</summary>
    public void Dispose()
    {
        _gram?.Dispose();
        _absolute.Dispose();
        _squares.Dispose();
    }
}
