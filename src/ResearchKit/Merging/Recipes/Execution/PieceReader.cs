using ResearchKit.Checkpoints;
using ResearchKit.Merging.Recipes.Planning;
using static TorchSharp.torch;

namespace ResearchKit.Merging.Recipes.Execution;

/// <summary>Reads a stored tensor in pieces, as numbers of the type that is computed in; one piece is in memory.</summary>
internal sealed class PieceReader : IDisposable
{
    private readonly StoredTensor _stored;
    private readonly Tensor _raw;
    private readonly Tensor _working;
    private readonly int _size;

    public PieceReader(TensorSource source, ScalarType working, int capacity)
    {
        _stored = source.Stored;
        _size = ElementSize.Of(_stored.Entry.DType);
        _raw = empty(capacity, dtype: _stored.Entry.DType).DetachFromDisposeScope();
        _working = _stored.Entry.DType == working ? _raw : empty(capacity, dtype: working).DetachFromDisposeScope();
        Capacity = capacity;
    }

    /// <summary>How many elements a piece has at most.</summary>
    public int Capacity { get; }

    /// <summary>Reads elements.</summary>
    /// <param name="start">The first element.</param>
    /// <param name="count">How many.</param>
    /// <returns>A view of this reader's memory, which the next piece overwrites; the caller disposes the view.</returns>
    public Tensor Read(long start, int count)
    {
        var raw = _raw.narrow(0, 0, count);
        _stored.File.Read(_stored.Entry.Offset + (start * _size), raw.bytes);
        if (ReferenceEquals(_raw, _working))
        {
            return raw;
        }

        var working = _working.narrow(0, 0, count);
        working.copy_(raw);
        raw.Dispose();
        return working;
    }

    public void Dispose()
    {
        _raw.Dispose();
        if (!ReferenceEquals(_raw, _working))
        {
            _working.Dispose();
        }
    }
}
