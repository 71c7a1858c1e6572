using System.Runtime.InteropServices;

namespace TorchSharp.Interop;

/// <summary>One boxed argument or result, as the shim reads and writes it.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct NativeValue
{
    internal ValueKind Kind;
    internal int Extra;
    internal long Integer;
    internal double Real;
    internal nint Pointer;
    internal long Length;
}
