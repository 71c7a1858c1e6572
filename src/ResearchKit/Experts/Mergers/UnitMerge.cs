using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Experts;

/// <summary>Merges a group by joining hidden units of all its experts into as many as one expert has.</summary>
internal static class UnitMerge
{
    /// <summary>Gives each of the m·f units of a group's experts, laid end to end with the dominant first, the number (below f = hidden) of the merged unit it joins; correlations are (m f, m f).</summary>
    internal delegate int[] Join(double[] correlation, int units, int hidden);

    public static ExpertMergeResult Run(ExpertCalibration calibration, ExpertGroups groups, Join join, IReadOnlyDictionary<string, double> diagnostics, CancellationToken cancellationToken)
    {
        using var frozen = no_grad();
        using var outer = NewDisposeScope();
        var tokens = calibration.Tokens();
        var (merged, largest) = (new List<ExpertWeights>(), 1);
        for (var g = 0; g < groups.Count; g++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            using var scope = NewDisposeScope();
            var dominant = groups.Representatives[g];
            var experts = groups.Members[g].Where(e => e != dominant).Prepend(dominant).Select(e => calibration.Experts[e]).ToArray();
            if (experts.Length == 1)
            {
                merged.Add(GroupMerge.Release(experts[0].Clone()));
                continue;
            }

            var hidden = (int)experts[0].HiddenSize;
            var units = UnitCorrelations.Standardise(cat(experts.Select(expert => expert.Hidden(tokens)).ToArray(), 1)); // (T, m f)
            var correlation = units.t().matmul(units).cpu().contiguous().data<double>().ToArray();
            var joined = join(correlation, experts.Length * hidden, hidden);
            largest = Math.Max(largest, joined.CountBy(unit => unit).Max(unit => unit.Value));
            merged.Add(GroupMerge.Release(Average(experts, joined, hidden)));
        }

        return GroupMerge.Result(calibration, groups, merged, new Dictionary<string, double>(diagnostics) { ["units in the largest merged unit"] = largest });
    }

    /// <summary>The dominant expert's units stay apart; every other joins the one of them that it correlates with most, the first among equals.</summary>
    public static int[] IntoDominant(double[] correlation, int units, int hidden)
    {
        var joined = new int[units];
        for (var u = 0; u < units; u++)
        {
            joined[u] = u < hidden ? u : IndexOfLargest(correlation.AsSpan(u * units, hidden));
        }

        return joined;
    }

    /// <summary>Each merged unit is the mean of the units that joined it, incoming and outgoing weights alike.</summary>
    private static ExpertWeights Average(ExpertWeights[] experts, int[] joined, int hidden)
    {
        var index = tensor(Array.ConvertAll(joined, unit => (long)unit));
        var counts = new double[hidden];
        foreach (var unit in joined)
        {
            counts[unit]++;
        }

        return experts[0].Map((part, first) =>
        {
            var axis = ExpertWeights.HiddenAxis(part);
            var weights = experts.Select(expert => expert.Parts[part].to(ScalarType.Float64)).ToArray();
            if (axis < 0)
            {
                return stack(weights).mean([0L]).to(first.dtype);
            }

            long[] shape = [.. Enumerable.Range(0, first.shape.Length).Select(k => k == axis ? (long)hidden : 1)];
            var sum = zeros(first.shape, dtype: ScalarType.Float64, device: first.device).index_add_(axis, index.to(first.device), cat(weights, axis), 1);
            return (sum / tensor(counts, shape).to(first.device)).to(first.dtype);
        });
    }

    private static int IndexOfLargest(ReadOnlySpan<double> values)
    {
        var best = 0;
        for (var i = 1; i < values.Length; i++)
        {
            best = values[i] > values[best] ? i : best;
        }

        return best;
    }
}
