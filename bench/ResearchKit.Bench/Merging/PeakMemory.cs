using System.Globalization;

namespace ResearchKit.Bench.Merging;

/// <summary>The most memory that this process held at once, as Linux counts it.</summary>
internal static class PeakMemory
{
    /// <summary>The peak in bytes since the last reset; 0 where the system does not tell.</summary>
    public static long Bytes => Read("VmHWM:");

    /// <summary>Forgets the peak and returns what is held now.</summary>
    public static long Reset()
    {
        if (OperatingSystem.IsLinux())
        {
            File.WriteAllText("/proc/self/clear_refs", "5");
        }

        return Read("VmRSS:");
    }

    private static long Read(string key)
    {
        var line = OperatingSystem.IsLinux() ? File.ReadLines("/proc/self/status").FirstOrDefault(line => line.StartsWith(key, StringComparison.Ordinal)) : null;
        return line is null ? 0 : long.Parse(line[key.Length..].Replace("kB", "", StringComparison.Ordinal).Trim(), CultureInfo.InvariantCulture) * 1024;
    }
}
