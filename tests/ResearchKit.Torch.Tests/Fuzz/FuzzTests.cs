#if TORCH_PROVIDER_LIBTORCH
using TorchSharp.Interop;

namespace ResearchKit.Torch.Tests.Fuzz;

public class FuzzTests
{
    /// <summary>A file that every call is written to before it is made, to find the one that ended the process.</summary>
    private const string LogVariable = "RESEARCHKIT_FUZZ_LOG";

    /// <summary>Another first seed, and another number of calls for each seed.</summary>
    private const string SeedVariable = "RESEARCHKIT_FUZZ_SEED";

    private const long MemoryLimit = 256L << 20;
    private const int CallsPerSeed = 2_500;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Should_Give_A_Value_Or_An_Exception_When_Calls_Are_Random(int seed)
    {
        var first = int.TryParse(Environment.GetEnvironmentVariable(SeedVariable), out var given) ? given : 0;
        using var log = Environment.GetEnvironmentVariable(LogVariable) is { Length: > 0 } path ? new StreamWriter(path, append: false) { AutoFlush = true } : null;
        var fuzzer = new CallFuzzer(first + seed, log is null ? null : log.WriteLine);

        // Larger tensors are as good as refused: the machine may have tens of gigabytes, and filling them takes its time.
        var limit = Native.Get(NativeSetting.MemoryLimit);
        Native.Set(NativeSetting.MemoryLimit, Native.rk_live_bytes() + MemoryLimit);
        try
        {
            Run(fuzzer);
        }
        finally
        {
            Native.Set(NativeSetting.MemoryLimit, limit);
        }

        Assert.Empty(fuzzer.Surprises);
        Assert.True(fuzzer.Values > CallsPerSeed / 20, $"Only {fuzzer.Values} of {CallsPerSeed} calls gave a value; the arguments are too wild to test anything.");
        Assert.True(fuzzer.Refusals > CallsPerSeed / 20, $"Only {fuzzer.Refusals} of {CallsPerSeed} calls were refused; the arguments are too tame to test anything.");
    }

    private static void Run(CallFuzzer fuzzer)
    {
        while (fuzzer.Values + fuzzer.Refusals + fuzzer.Surprises.Count < CallsPerSeed)
        {
            fuzzer.Step();
        }
    }
}
#endif
