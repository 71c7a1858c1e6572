using System.Runtime.InteropServices;

namespace TorchSharp.Interop;

/// <summary>The facts about a tensor that one native call reads.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct NativeTensorInfo
{
    internal int DType;
    internal int DeviceType;
    internal int DeviceIndex;
    internal int Layout;
    internal int RequiresGrad;
    internal int IsLeaf;
    internal long Dimensions;
    internal long Elements;
    internal long ElementSize;
    internal long StorageOffset;
    internal long IsContiguous;
}
