using ResearchKit.Merging.Recipes.Planning;

namespace ResearchKit.Merging.Recipes.Execution;

/// <summary>Writes the files with the weights, each from where an earlier run stopped.</summary>
internal sealed class ShardRun(MergePlan plan, WorkFolder work, TensorWriter writer, IProgress<ProgressReport>? progress)
{
    private readonly long _total = plan.OutputBytes;
    private long _done;
    private long _resumed;

    /// <summary>Writes all files.</summary>
    public (IReadOnlyList<WrittenFile> Files, long ResumedBytes) WriteAll()
    {
        var files = plan.Shards.Select(Write).ToList();
        return (files, _resumed);
    }

    private WrittenFile Write(PlannedShard shard, int number)
    {
        var kept = work.Journal[number];
        using var file = ShardWriter.Open(Path.Combine(work.Model, shard.FileName), shard.Bytes, kept);
        var finished = file.Length > 0 ? kept!.Tensors : 0;
        _resumed += file.Length;
        if (file.Length == 0)
        {
            file.Write(ShardPacking.Header(shard));
        }

        _done += file.Length;
        Report(shard.FileName);
        foreach (var (tensor, place) in shard.Tensors.Select((tensor, place) => (tensor, place)).Skip(finished))
        {
            writer.Write(tensor, file, bytes =>
            {
                _done += bytes;
                Report(tensor.Name);
            });
            work.Journal.Add(new JournalEntry(number, place + 1, file.Length, file.Checksum));
        }

        if (file.Length != shard.Bytes)
        {
            throw new InvalidOperationException($"{shard.FileName}: has {file.Length} bytes; the plan gave it {shard.Bytes}");
        }

        file.Flush();
        work.Journal.Flush();
        return new WrittenFile(shard.FileName, file.Length, file.Checksum.ToString("x8", System.Globalization.CultureInfo.InvariantCulture));
    }

    private void Report(string detail) => progress?.Report(new ProgressReport("merging", _done, _total, detail));
}
