using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace ResearchKit.Cli.Diagnosis;

/// <summary>Looks at the processor and the memory.</summary>
internal static class Processor
{
    private const string CpuInfo = "/proc/cpuinfo";

    /// <summary>Looks at the processor and the memory.</summary>
    /// <returns>The findings.</returns>
    public static IEnumerable<Finding> Examine()
    {
        yield return new Finding("processor", "model", Model());
        yield return new Finding("processor", "cores", Environment.ProcessorCount.ToString(CultureInfo.InvariantCulture));
        yield return new Finding("processor", "vectors", Vectors());
        var memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (double)(1L << 30);
        yield return new Finding("processor", "memory", string.Create(CultureInfo.InvariantCulture, $"{memory:0.0} GiB"));
    }

    private static string Model()
    {
        var line = File.Exists(CpuInfo) ? File.ReadLines(CpuInfo).FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal)) : null;
        return line is null ? RuntimeInformation.ProcessArchitecture.ToString() : line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
    }

    private static string Vectors()
    {
        (string Name, bool IsSupported)[] features =
        [
            ("SSE4.2", Sse42.IsSupported), ("AVX", Avx.IsSupported), ("AVX2", Avx2.IsSupported), ("FMA", Fma.IsSupported),
            ("AVX-512F", Avx512F.IsSupported), ("NEON", AdvSimd.IsSupported),
        ];
        var names = features.Where(feature => feature.IsSupported).Select(feature => feature.Name).ToArray();
        return names.Length == 0 ? "none that the kit uses" : string.Join(", ", names);
    }
}
