using System.Diagnostics;
using ResearchKit.Merging.Recipes.Execution;
using ResearchKit.Merging.Recipes.Planning;

namespace ResearchKit.Merging.Recipes;

/// <summary>Carries out a plan: reads the models tensor by tensor and writes the merged one.</summary>
/// <remarks>
/// The model grows in a folder beside the output and becomes the output by one rename at the end, so that the output is absent, or the old one, or whole. A run that was killed goes on where
/// it was with <see cref="MergePlanOptions.Resume"/>, and gives the same bytes as one that was not. Arithmetic is in float32 at least and rounds once.
/// </remarks>
public static class MergeRun
{
    /// <summary>Merges.</summary>
    /// <param name="plan">What to do.</param>
    /// <param name="progress">Told after every piece.</param>
    /// <param name="cancellationToken">Looked at before every piece; what was written stays for another run to go on with.</param>
    /// <returns>What was written.</returns>
    /// <exception cref="IOException">A file cannot be read or written, or another process works on the same output.</exception>
    /// <exception cref="InvalidDataException">A model was cut off since it was planned with, or holds values that cannot be merged.</exception>
    public static MergeOutcome Run(MergePlan plan, IProgress<ProgressReport>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var start = Stopwatch.GetTimestamp();
        var fingerprint = MergeFingerprint.Of(plan);
        var output = Path.GetFullPath(plan.Options.Output);
        if (plan.Options.Resume && MergeRecord.FingerprintOf(output) == fingerprint)
        {
            return Finished(output, start);
        }

        if (plan.Options is { Resume: true, Replace: false } && MergeRecord.IsIn(output))
        {
            throw new IOException($"{output}: holds a merge of another recipe or of other models; name another folder, or ask for it to be replaced");
        }

        using var work = WorkFolder.Open(output, fingerprint, plan.Options.Resume);
        work.Keep(plan.Shards.Select(shard => shard.FileName));
        var alignments = AlignedModels.Match(plan, progress, cancellationToken);
        var files = new ShardRun(plan, work, new TensorWriter(plan.Recipe.Seed, alignments, cancellationToken), progress).WriteAll();
        WriteCompanions(plan, work.Model);
        AtomicFile.Write(Path.Combine(work.Model, MergeRecord.FileName), MergeRecord.Write(plan, fingerprint, files.Files, alignments.Results));
        AtomicFile.Write(Path.Combine(work.Model, ModelCard.FileName), ModelCard.Write(plan, files.Files, alignments.Results));
        work.Publish(plan.Options.Replace);
        return new MergeOutcome(output, files.Files, alignments.Results, files.ResumedBytes, Stopwatch.GetElapsedTime(start).TotalSeconds);
    }

    // A run that was killed after the rename leaves its working folder behind.
    private static MergeOutcome Finished(string output, long start)
    {
        var rest = WorkFolder.PathOf(output);
        if (Directory.Exists(rest))
        {
            Directory.Delete(rest, recursive: true);
        }

        return new MergeOutcome(output, [], [], 0, Stopwatch.GetElapsedTime(start).TotalSeconds) { WasComplete = true };
    }

    private static void WriteCompanions(MergePlan plan, string folder)
    {
        if (plan.Shards.Count > 1)
        {
            AtomicFile.Write(Path.Combine(folder, "model.safetensors.index.json"), ShardPacking.Index(plan.Shards));
        }

        foreach (var file in plan.Companions)
        {
            var path = Path.Combine(folder, file.Name);
            AtomicFile.Write(path, stream =>
            {
                if (file.Text is not null)
                {
                    stream.Write(System.Text.Encoding.UTF8.GetBytes(file.Text));
                }
                else
                {
                    using var source = File.OpenRead(file.CopyOf!);
                    source.CopyTo(stream);
                }
            });
        }
    }
}
