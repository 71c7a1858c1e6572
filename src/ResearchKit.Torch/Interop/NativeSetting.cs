namespace TorchSharp.Interop;

/// <summary>A setting of the thread or the process; the same numbers stand in native/shim.cpp.</summary>
internal enum NativeSetting
{
    Threads = 0,
    GradMode = 1,
    Deterministic = 2,
    DeterministicWarnOnly = 3,
    InterOpThreads = 4,
    MemoryLimit = 5,
}
