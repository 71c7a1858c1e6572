using static TorchSharp.torch;

namespace ResearchKit.Experts.Checkpoints;

/// <summary>The tensors of a merged checkpoint, for each way of writing it.</summary>
internal static class MergedItems
{
    /// <summary>Whether a way is open: pruned routers need one number of experts in all layers.</summary>
    public static bool IsOpen(ExpertExport export, ExpertCheckpoint checkpoint, IReadOnlyList<MergedLayerPlan> plans) =>
        export != ExpertExport.RouterPruned || (checkpoint.Family.Router is not null && plans.Select(p => p.Kept).Distinct().Count() == 1);

    /// <summary>The tensors in order: those that stay as they are, then layer by layer.</summary>
    public static List<CheckpointItem> Of(ExpertExport export, ExpertCheckpoint checkpoint, IReadOnlyList<MergedLayerPlan> plans)
    {
        var changed = plans.Where(p => p.Groups is not null).SelectMany(p => Replaced(export, checkpoint, p)).ToHashSet(StringComparer.Ordinal);
        var items = checkpoint.Files.Names.Where(n => !changed.Contains(n)).Select(n => checkpoint.Files.Find(n)!.Entry).Select(e => new CheckpointItem(e.Name, e.DType, e.Shape)).ToList();
        foreach (var plan in plans.Where(p => p.Groups is not null))
        {
            var count = export == ExpertExport.Expanded ? plan.Layer.Slots : plan.Kept;
            items.AddRange(new ExpertLayout(checkpoint.Family, plan.Layer).Tensors(count).Select(t => new CheckpointItem(t.Name, plan.Layer.DType, t.Shape)));
            if (export == ExpertExport.Mapped)
            {
                items.Add(new CheckpointItem(ExpertCheckpoint.MapName(plan.Layer.Name), ScalarType.Int32, [plan.Layer.Slots]));
            }

            if (export == ExpertExport.RouterPruned)
            {
                items.AddRange(RouterNames(checkpoint, plan).Select(n => checkpoint.Files.Find(n)!.Entry).Select(e => new CheckpointItem(e.Name, e.DType, [plan.Kept, .. e.Shape.Skip(1)])));
            }
        }

        return items;
    }

    /// <summary>The tensors of a layer's router that are there.</summary>
    public static IEnumerable<string> RouterNames(ExpertCheckpoint checkpoint, MergedLayerPlan plan) =>
        new[] { checkpoint.Family.Router, checkpoint.Family.RouterBias }.OfType<string>().Select(s => plan.Layer.Name + s).Where(n => checkpoint.Files.Find(n) is not null);

    private static IEnumerable<string> Replaced(ExpertExport export, ExpertCheckpoint checkpoint, MergedLayerPlan plan) =>
        new ExpertLayout(checkpoint.Family, plan.Layer).Tensors(plan.Layer.Stored).Select(t => t.Name).Concat(export == ExpertExport.RouterPruned ? RouterNames(checkpoint, plan) : []);
}
