using TorchSharp.Interop;

namespace TorchSharp;

/// <summary>Turns the recording of gradients on this thread off or on until it is disposed.</summary>
internal readonly ref struct GradientMode : IDisposable
{
    private readonly long _before;

    private GradientMode(long wanted)
    {
        _before = Native.Get(NativeSetting.GradMode);
        Native.Check(Native.rk_set(NativeSetting.GradMode, wanted));
    }

    /// <summary>Turns recording off.</summary>
    internal static GradientMode Off() => new(0);

    /// <summary>Turns recording on.</summary>
    internal static GradientMode On() => new(1);

    /// <summary>Restores what was before.</summary>
    public void Dispose() => Native.Check(Native.rk_set(NativeSetting.GradMode, _before));
}
