using System.Runtime.Intrinsics.X86;

namespace ResearchKit.Experts;

/// <summary>Whether this machine multiplies bfloat16 matrices faster than float32 ones.</summary>
internal static class HalfProducts
{
    /// <summary>True where the processor has AVX512_BF16, for which libtorch's oneDNN has kernels; elsewhere it converts and is slower than float32.</summary>
    public static bool AreFast { get; } = X86Base.IsSupported && X86Base.CpuId(0, 0).Eax >= 7 && (X86Base.CpuId(7, 1).Eax & (1 << 5)) != 0;
}
