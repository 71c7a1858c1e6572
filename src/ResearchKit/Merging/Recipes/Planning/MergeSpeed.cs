using System.Diagnostics;
using static TorchSharp.torch;

namespace ResearchKit.Merging.Recipes.Planning;

/// <summary>Estimates how long a merge takes, from the methods' speed on random values.</summary>
internal static class MergeSpeed
{
    // What disks and page caches give together, roughly.
    private const double BytesPerSecond = 1e9;
    private const int Rows = 128;
    private const int Columns = 256;

    /// <summary>The time of reading, merging and writing.</summary>
    public static TimeSpan Estimate(IReadOnlyList<PlannedTensor> tensors, long outputBytes)
    {
        var bytes = outputBytes + tensors.Sum(tensor => tensor.Inputs.Sum(input => input.Stored.Entry.Length));
        var seconds = bytes / BytesPerSecond;
        foreach (var group in tensors.Where(tensor => tensor.Method is not null).GroupBy(tensor => (tensor.Method!.Name, tensor.Sources.Count, tensor.Base is not null)))
        {
            seconds += group.Sum(tensor => tensor.Count) * SecondsPerValue(group.First());
        }

        return TimeSpan.FromSeconds(seconds);
    }

    private static double SecondsPerValue(PlannedTensor tensor)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        using var generator = new Generator(1);
        var input = new MergeInput
        {
            Name = tensor.Name,
            Tensors = [.. tensor.Sources.Select(_ => randn([Rows, Columns], generator: generator))],
            Weights = tensor.Weights,
            Base = tensor.Base is null ? null : randn([Rows, Columns], generator: generator),
        };

        // The second run, because the first one compiles.
        tensor.Method!.Merge(input);
        var start = Stopwatch.GetTimestamp();
        tensor.Method.Merge(input);
        return Stopwatch.GetElapsedTime(start).TotalSeconds / (Rows * Columns);
    }
}
