using TorchSharp.Interop;

namespace TorchSharp;

/// <summary>Turns off the recording of gradients on this thread until it is disposed.</summary>
internal readonly ref struct GradientsOff : IDisposable
{
    private readonly long _before;

    private GradientsOff(long before)
    {
        _before = before;
    }

    /// <summary>Turns recording off.</summary>
    internal static GradientsOff Enter()
    {
        var before = Native.Get(NativeSetting.GradMode);
        Native.Check(Native.rk_set(NativeSetting.GradMode, 0));
        return new GradientsOff(before);
    }

    /// <summary>Restores what was before.</summary>
    public void Dispose() => Native.Check(Native.rk_set(NativeSetting.GradMode, _before));
}
