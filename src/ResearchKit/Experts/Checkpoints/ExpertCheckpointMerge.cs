using System.Diagnostics;

namespace ResearchKit.Experts.Checkpoints;

/// <summary>Merges the experts of a checkpoint on disk, layer by layer, without running the model.</summary>
/// <remarks>
/// Memory holds the experts of one group at a time; everything else is copied from file to file. The output folder appears whole or not at all. Without calibration data groups come from
/// router rows or weights, which is weaker than the router logits of Li et al., 2024 (MC-SMoE): where the model can be run, observe it and give its routing counts.
/// </remarks>
public static class ExpertCheckpointMerge
{
    /// <summary>Merges a checkpoint.</summary>
    /// <param name="checkpoint">The open checkpoint.</param>
    /// <param name="output">The folder to make; it must not be there, be empty, or be an earlier output that may be replaced.</param>
    /// <param name="options">Numbers, grouping and the way of writing; null for the defaults.</param>
    /// <param name="progress">Gets layers done.</param>
    /// <param name="cancellationToken">Stops between groups; nothing is left behind.</param>
    /// <returns>Bytes before and after, and what became of each layer.</returns>
    /// <exception cref="InvalidDataException">The counts do not fit, a layer is merged already, or a weight is NaN or infinite.</exception>
    /// <exception cref="ArgumentException">The budget does not fit, or the way of writing is not open to it.</exception>
    /// <exception cref="IOException">The output is there already, or the disk has no space.</exception>
    public static ExpertCheckpointReport Run(
        ExpertCheckpoint checkpoint, string output, ExpertCheckpointMergeOptions? options = null, IProgress<ProgressReport>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(checkpoint);
        ArgumentException.ThrowIfNullOrEmpty(output);
        options ??= new ExpertCheckpointMergeOptions();
        var place = CheckpointOutput.At(output, options.Replace, checkpoint.Path);
        var clock = Stopwatch.StartNew();
        var plans = CheckpointGroups.Plan(checkpoint, options);
        if (!MergedItems.IsOpen(options.Export, checkpoint, plans))
        {
            throw new ArgumentException($"router rows can be dropped only where every layer keeps the same number of experts; the layers of {checkpoint.Path} would keep {string.Join(", ", plans.Select(p => p.Kept).Distinct().Order())}. Ask for the uniform budget and skip no layer", nameof(options));
        }

        var exports = Enum.GetValues<ExpertExport>().Where(e => MergedItems.IsOpen(e, checkpoint, plans)).ToDictionary(e => e, e => MergedItems.Of(e, checkpoint, plans).Sum(i => i.Bytes));
        var items = MergedItems.Of(options.Export, checkpoint, plans);
        using var writer = new CheckpointWriter(place, items, options.ShardBytes, Metadata(options.Export));
        CopyUnchanged(checkpoint, plans, items, options.Export, writer, cancellationToken);
        for (var i = 0; i < plans.Count; i++)
        {
            if (plans[i].Groups is not null)
            {
                new LayerMerge(checkpoint, plans[i], options, writer).Run(cancellationToken);
                writer.FlushSoon();
            }

            progress?.Report(new ProgressReport("merging experts", i + 1, plans.Count, plans[i].Layer.Name));
        }

        CheckpointCompanions.Write(checkpoint.Files, options.Export == ExpertExport.RouterPruned ? checkpoint.Configuration.WithExperts(plans[0].Kept) : null, writer);
        writer.Commit();
        var after = items.Sum(i => i.Bytes);
        var experts = plans.Sum(p => p.Layer.Bytes / p.Layer.Stored * (options.Export == ExpertExport.Expanded ? p.Layer.Slots : p.Kept));
        return new ExpertCheckpointReport(checkpoint.Bytes, after, checkpoint.ExpertBytes, experts, exports, plans, clock.Elapsed.TotalSeconds);
    }

    private static Dictionary<string, string> Metadata(ExpertExport export) => new() { ["format"] = "pt", [CheckpointOutput.MergedKey] = export.ToString().ToLowerInvariant() };

    private static void CopyUnchanged(
        ExpertCheckpoint checkpoint, IReadOnlyList<MergedLayerPlan> plans, List<CheckpointItem> items, ExpertExport export, CheckpointWriter writer, CancellationToken cancellationToken)
    {
        var made = plans.Where(p => p.Groups is not null)
            .SelectMany(p => new ExpertLayout(checkpoint.Family, p.Layer).Tensors(p.Layer.Slots).Select(t => t.Name).Concat(export == ExpertExport.RouterPruned ? MergedItems.RouterNames(checkpoint, p) : []))
            .ToHashSet(StringComparer.Ordinal);
        foreach (var item in items)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!made.Contains(item.Name) && checkpoint.Files.Find(item.Name) is { } stored)
            {
                writer.Copy(stored);
            }
        }
    }
}
