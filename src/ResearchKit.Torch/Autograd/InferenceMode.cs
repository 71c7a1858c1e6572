using TorchSharp.Interop;

namespace TorchSharp;

/// <summary>Makes tensors outside the graph, for which nothing can be recorded later either, until disposed on the same thread.</summary>
internal sealed unsafe class InferenceMode : IDisposable
{
    private nint _guard;

    internal InferenceMode(bool enabled)
    {
        nint guard;
        Native.Check(Native.rk_inference_enter(enabled ? 1 : 0, &guard));
        _guard = guard;
    }

    /// <summary>Puts the mode back to what it was.</summary>
    public void Dispose()
    {
        var guard = Interlocked.Exchange(ref _guard, 0);
        if (guard != 0)
        {
            Native.Check(Native.rk_inference_exit(guard));
        }
    }
}
