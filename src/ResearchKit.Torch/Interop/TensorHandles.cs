using static TorchSharp.torch;

namespace TorchSharp.Interop;

/// <summary>The native tensors of a list, kept alive until disposed.</summary>
internal readonly ref struct TensorHandles : IDisposable
{
    private readonly Tensor?[] _tensors;
    private readonly nint[] _handles;

    /// <summary>Acquires every tensor of a list; null stands for an empty one.</summary>
    /// <param name="tensors">The tensors; a null element becomes a null handle.</param>
    internal TensorHandles(IList<Tensor>? tensors)
    {
        _tensors = tensors is null ? [] : [.. tensors];
        _handles = new nint[_tensors.Length];
        var acquired = 0;
        try
        {
            for (; acquired < _tensors.Length; acquired++)
            {
                _handles[acquired] = _tensors[acquired]?.Acquire() ?? 0;
            }
        }
        catch
        {
            ReleaseFirst(acquired);
            throw;
        }
    }

    internal int Count => _handles.Length;

    internal ReadOnlySpan<nint> Span => _handles;

    /// <summary>Releases the tensors.</summary>
    public void Dispose() => ReleaseFirst(_tensors.Length);

    private void ReleaseFirst(int count)
    {
        for (var i = 0; i < count; i++)
        {
            _tensors[i]?.Release();
        }
    }
}
