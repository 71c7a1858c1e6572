using ResearchKit.Checkpoints;
using ResearchKit.Permutations;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Experts.Checkpoints;

/// <summary>Writes one merged layer, group by group.</summary>
internal sealed class LayerMerge(ExpertCheckpoint checkpoint, MergedLayerPlan plan, ExpertCheckpointMergeOptions options, CheckpointWriter writer)
{
    private readonly ExpertLayout _layout = new(checkpoint.Family, plan.Layer);

    /// <summary>Merges all groups and writes map or router.</summary>
    public void Run(CancellationToken cancellationToken)
    {
        var groups = plan.Groups!;
        for (var g = 0; g < groups.Count; g++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            IReadOnlyList<int> places = options.Export == ExpertExport.Expanded ? groups.Members[g] : [g];
            if (groups.Members[g].Count == 1)
            {
                Copy(groups.Members[g][0], places);
            }
            else
            {
                Write(g, places);
            }
        }

        using var scope = NewDisposeScope();
        if (options.Export == ExpertExport.Mapped)
        {
            writer.Write(ExpertCheckpoint.MapName(plan.Layer.Name), 0, tensor(groups.GroupOf.ToArray(), ScalarType.Int32));
        }

        if (options.Export == ExpertExport.RouterPruned)
        {
            var rows = tensor(groups.Representatives.Select(e => (long)e).ToArray());
            foreach (var name in MergedItems.RouterNames(checkpoint, plan))
            {
                writer.Write(name, 0, checkpoint.Files.Find(name)!.File.Load(name).index_select(0, rows));
            }
        }
    }

    private void Copy(int expert, IReadOnlyList<int> places)
    {
        foreach (var part in _layout.Parts)
        {
            var from = _layout.Place(expert, part);
            var bytes = from.Shape.Aggregate((long)ElementSize.Of(plan.Layer.DType), (a, b) => a * b);
            foreach (var place in places)
            {
                var to = _layout.Place(place, part);
                writer.Copy(checkpoint.Files.Find(from.Tensor)!, from.Offset, bytes, to.Tensor, to.Offset);
            }
        }
    }

    private void Write(int group, IReadOnlyList<int> places)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        var groups = plan.Groups!;
        var representative = groups.Representatives[group];
        int[] members = [representative, .. groups.Members[group].Where(e => e != representative)];
        var experts = members.Select(e => checkpoint.ReadExpert(plan.Layer.Name, e)).ToArray();
        var weights = members.Select(e => options.WeightByFrequency ? plan.Frequency[e] : 1.0).ToArray();
        var merged = ExpertAverage.Weighted(experts, weights, options.Align ? Align(experts) : null);
        foreach (var (part, value) in merged.Parts)
        {
            foreach (var place in places)
            {
                var to = _layout.Place(place, part);
                writer.Write(to.Tensor, to.Offset, value);
            }
        }
    }

    private Permutation[] Align(ExpertWeights[] experts)
    {
        try
        {
            return [.. ExpertAlignment.AlignAll(experts, new int[experts.Length]).Matches.Select(m => m.Permutation)];
        }
        catch (ArgumentException error)
        {
            throw new InvalidDataException($"{checkpoint.Path}: the experts of '{plan.Layer.Name}' cannot be aligned: {error.Message}", error);
        }
    }
}
