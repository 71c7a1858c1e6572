using System.Runtime.InteropServices;

namespace ResearchKit.Bench;

/// <summary>CPU time of the calling thread: on a shared machine the only time that repeats. Linux and macOS.</summary>
internal static partial class ThreadClock
{
    private static readonly int ThreadCpuTime = OperatingSystem.IsMacOS() ? 16 : 3;

    /// <summary>Seconds of CPU time that this thread has used.</summary>
    public static double Seconds
    {
        get
        {
            if (ClockGetTime(ThreadCpuTime, out var time) != 0)
            {
                throw new PlatformNotSupportedException("clock_gettime has no CPU time of threads here; run the benchmarks on Linux or macOS.");
            }

            return time.Seconds + (time.Nanoseconds * 1e-9);
        }
    }

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    private static partial int ClockGetTime(int clock, out TimeSpec time);

    [StructLayout(LayoutKind.Sequential)]
    private struct TimeSpec
    {
        public nint Seconds;
        public nint Nanoseconds;
    }
}
