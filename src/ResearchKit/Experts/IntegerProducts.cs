using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace ResearchKit.Experts;

/// <summary>Products of 8-bit matrices, summed exactly in 32 bits, by the oneDNN that libtorch brought into the process.</summary>
/// <remarks>A processor with AVX512_VNNI does four times as many of them in a second as float32 products. Where the processor, the library or its entry point is missing, callers multiply in float32.</remarks>
internal static unsafe class IntegerProducts
{
    /// <summary>Terms of a sum beyond which 32 bits might not hold it.</summary>
    public const int LongestRow = int.MaxValue / (128 * 128);

    private static readonly delegate* unmanaged<byte, byte, byte, long, long, long, float, sbyte*, long, sbyte, sbyte*, long, sbyte, float, int*, long, int*, int> Gemm = Find();

    /// <summary>True where products can be made, and faster than in float32.</summary>
    public static bool AreFast => Gemm != null;

    /// <summary>result = a bᵀ for row-major a (rows, length), b (columns, length), result (rows, columns).</summary>
    /// <exception cref="InvalidOperationException">The library refused.</exception>
    public static void Multiply(sbyte* a, sbyte* b, int rows, int columns, int length, int* result)
    {
        var zero = 0;
        var status = Gemm((byte)'N', (byte)'T', (byte)'F', rows, columns, length, 1, a, length, 0, b, length, 0, 0, result, columns, &zero);
        if (status != 0)
        {
            throw new InvalidOperationException($"oneDNN's 8-bit product of ({rows}, {length}) and ({columns}, {length}) ended with status {status}");
        }
    }

    private static delegate* unmanaged<byte, byte, byte, long, long, long, float, sbyte*, long, sbyte, sbyte*, long, sbyte, float, int*, long, int*, int> Find()
    {
        if (!X86Base.IsSupported || X86Base.CpuId(0, 0).Eax < 7 || (X86Base.CpuId(7, 0).Ecx & (1 << 11)) == 0 || !Avx512BW.IsSupported)
        {
            return null; // no AVX512_VNNI
        }

        using var process = Process.GetCurrentProcess();
        foreach (var module in process.Modules.Cast<ProcessModule>().Where(module => module.ModuleName.Contains("dnnl", StringComparison.Ordinal) || module.ModuleName.Contains("torch_cpu", StringComparison.Ordinal)))
        {
            if (NativeLibrary.TryLoad(module.FileName, out var library) && NativeLibrary.TryGetExport(library, "dnnl_gemm_s8s8s32", out var address))
            {
                return (delegate* unmanaged<byte, byte, byte, long, long, long, float, sbyte*, long, sbyte, sbyte*, long, sbyte, float, int*, long, int*, int>)address;
            }
        }

        return null;
    }
}
