using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>Stops the recording of operations on this thread until the result is disposed.</summary>
    public static IDisposable no_grad() => new GradMode(false);

    /// <summary>Starts the recording of operations on this thread, or stops it, until the result is disposed.</summary>
    public static IDisposable enable_grad(bool enabled = true) => new GradMode(enabled);

    /// <summary>Starts the recording of operations on this thread, or stops it, until the result is disposed.</summary>
    public static IDisposable set_grad_enabled(bool mode = true) => new GradMode(mode);

    /// <summary>Makes tensors outside the graph on this thread, faster than <see cref="no_grad"/>, until the result is disposed.</summary>
    /// <remarks>TorchSharp has it since 0.105; its 0.99 line refuses it.</remarks>
    public static IDisposable inference_mode(bool mode = true) => new InferenceMode(mode);

    /// <summary>Whether operations are recorded on this thread.</summary>
    public static bool is_grad_enabled() => Native.Get(NativeSetting.GradMode) != 0;
}
