using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Experts;

/// <summary>What all methods that drop experts share.</summary>
internal static class SlotPruning
{
    /// <summary>The layer with the experts given and no others.</summary>
    public static ExpertMergeResult Keep(ExpertCalibration calibration, IReadOnlyList<int> chosen, IReadOnlyList<double> scores, bool keepGates)
    {
        using var frozen = no_grad();
        var layer = calibration.Layer;
        int[] kept = [.. chosen.Order()];
        var experts = kept.Select(e => GroupMerge.Release(layer.Experts[e].Clone())).ToArray();
        var options = layer.Options with { TopK = Math.Min(layer.Options.TopK, kept.Length) };
        using var scope = NewDisposeScope();
        var rows = tensor(Array.ConvertAll(kept, e => (long)e)).to(layer.Router.device);
        var smaller = keepGates
            ? new ExpertLayer(GroupMerge.Copy(layer.Router), experts, options, [.. Enumerable.Range(0, layer.Slots).Select(e => Array.IndexOf(kept, e))], layer.Name)
            : new ExpertLayer(GroupMerge.Copy(layer.Router.index_select(0, rows)), experts, options, null, layer.Name);
        return new ExpertMergeResult
        {
            Layer = smaller,
            KeptSlots = keepGates ? [.. Enumerable.Range(0, layer.Slots)] : kept,
            StoredParameters = experts.Sum(expert => (double)expert.ParameterCount),
            Diagnostics = new Dictionary<string, double>
            {
                ["frequency of the kept experts"] = kept.Sum(e => calibration.Routing.Frequency[e]),
                ["smallest kept score"] = kept.Min(e => scores[e]),
                ["largest dropped score"] = kept.Length == layer.Slots ? double.NaN : Enumerable.Range(0, layer.Slots).Except(kept).Max(e => scores[e]),
            },
        };
    }
}
