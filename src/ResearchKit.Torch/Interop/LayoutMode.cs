namespace TorchSharp.Interop;

/// <summary>How a call treats tensors in the channels-last layout; the same numbers stand in native/shim.cpp.</summary>
internal enum LayoutMode
{
    /// <summary>The call sees contiguous tensors, and returns what libtorch returns.</summary>
    Plain = 0,

    /// <summary>The call takes channels-last tensors as they are; its results may be so too.</summary>
    Keep = 1,

    /// <summary>The first two arguments are made channels-last before the call.</summary>
    Switch = 2,
}
