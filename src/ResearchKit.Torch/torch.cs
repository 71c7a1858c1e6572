using TorchSharp.Interop;

namespace TorchSharp;

/// <summary>Tensors and the functions on them, under the names that PyTorch and TorchSharp give them.</summary>
public static partial class torch
{
    /// <summary>The version of libtorch that the engine was compiled for, for example <c>1.13.0</c>.</summary>
    public static string __version__ => Native.About(0);

    /// <summary>The number of threads that an operator may use.</summary>
    public static int get_num_threads() => checked((int)Native.Get(NativeSetting.Threads));

    /// <summary>Sets the number of threads that an operator may use.</summary>
    /// <param name="num">At least 1.</param>
    public static void set_num_threads(int num) => Native.Check(Native.rk_set(NativeSetting.Threads, num));

    /// <summary>The number of operators that may run at once.</summary>
    public static int get_num_interop_threads() => checked((int)Native.Get(NativeSetting.InterOpThreads));

    /// <summary>Sets the number of operators that may run at once; once only, before the first of them.</summary>
    /// <param name="num">At least 1.</param>
    public static void set_num_interop_threads(int num) => Native.Check(Native.rk_set(NativeSetting.InterOpThreads, num));
}
