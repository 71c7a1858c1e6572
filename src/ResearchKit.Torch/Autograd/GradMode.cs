using TorchSharp.Interop;

namespace TorchSharp;

/// <summary>Turns the recording of operations on or off for this thread until disposed.</summary>
internal sealed class GradMode : IDisposable
{
    private readonly long _before;

    internal GradMode(bool enabled)
    {
        _before = Native.Get(NativeSetting.GradMode);
        Native.Check(Native.rk_set(NativeSetting.GradMode, enabled ? 1 : 0));
    }

    /// <summary>Puts the mode back to what it was.</summary>
    public void Dispose() => Native.Check(Native.rk_set(NativeSetting.GradMode, _before));
}
