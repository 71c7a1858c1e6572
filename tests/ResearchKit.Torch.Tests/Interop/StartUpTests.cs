#if TORCH_PROVIDER_LIBTORCH
using System.Globalization;
using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Torch.Tests.Interop;

/// <summary>What the engine sets up in the process before libtorch runs.</summary>
public partial class StartUpTests
{
    private const int FieldsBeforeMinorFaults = 9;
    private const int PageSize = 4096;

    [Fact]
    public void Should_Wait_Passively_When_The_Environment_Says_Nothing()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The OpenMP library is set up this way on Linux alone.");
        using var first = ones(1);

        Assert.Equal(Environment.GetEnvironmentVariable("OMP_WAIT_POLICY") ?? "passive", Marshal.PtrToStringUTF8(getenv("OMP_WAIT_POLICY")));
    }

    [Theory]
    [InlineData(1 << 20)]
    [InlineData(1 << 24)]
    [InlineData(1 << 26)]
    public void Should_Fetch_No_Pages_Anew_When_Memory_Is_Freed_And_Needed_Again(int bytes)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Page faults are counted by Linux's own interface.");
        const int rounds = 20;
        Fill(bytes, 3);
        var before = MinorFaults();
        Fill(bytes, rounds);
        var faults = MinorFaults() - before;

        // Memory that went back to the system between the rounds would fault in every page of every round.
        Assert.True(faults < rounds * (bytes / PageSize) / 4, $"{faults} pages were fetched for {rounds} blocks of {bytes} bytes.");
    }

    private static void Fill(int bytes, int rounds)
    {
        for (var round = 0; round < rounds; round++)
        {
            using var block = ones(bytes / sizeof(float));
            using var second = ones(bytes / sizeof(float));
        }
    }

    private static long MinorFaults() =>
        long.Parse(File.ReadAllText("/proc/self/stat").Split(')')[1].Split(' ')[FieldsBeforeMinorFaults - 1], CultureInfo.InvariantCulture);

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint getenv(string name);
}
#endif
