using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Torch.Tests.Reference;

/// <summary>Reductions, running sums and orders, by the name of the case in operator_reference.json.</summary>
internal static class ReductionOperators
{
    internal static readonly Dictionary<string, Func<Tensor[], Tensor>> Table = new()
    {
        ["sum"] = t => t[0].sum(),
        ["sum_dim"] = t => t[0].sum(0L),
        ["sum_dims_keep"] = t => t[0].sum(new long[] { 0, 2 }, keepdim: true),
        ["mean"] = t => t[0].mean(),
        ["mean_dim"] = t => t[0].mean(new long[] { 1 }, keepdim: true),
        ["var"] = t => t[0].var(),
        ["var_dim_biased"] = t => t[0].var(1L, unbiased: false),
        ["std"] = t => t[0].std(),
        ["std_dim"] = t => t[0].std(0L, unbiased: true),
        ["norm"] = t => t[0].norm(),
        ["norm_dim_one"] = t => t[0].norm(1, p: 1),
        ["logsumexp"] = t => t[0].logsumexp(1),
        ["amax"] = t => t[0].amax(0, 2),
        ["amin"] = t => t[0].amin(1),
        ["amax_ties"] = t => t[0].amax(1),
        ["max"] = t => t[0].max(),
        ["min"] = t => t[0].min(),
        ["max_dim"] = t => t[0].max(1).values,
        ["max_dim_index"] = t => t[0].max(1).indexes,
        ["min_dim"] = t => t[0].min(0).values,
        ["argmax"] = t => t[0].argmax(1),
        ["median"] = t => t[0].median(),
        ["cumsum"] = t => t[0].cumsum(1),
        ["cumprod"] = t => t[0].cumprod(0),
        ["cummax"] = t => t[0].cummax(1).values,
        ["topk"] = t => t[0].topk(2, 1).values,
        ["topk_smallest_index"] = t => t[0].topk(2, 1, largest: false).indexes,
        ["sort"] = t => t[0].sort(1).Values,
        ["sort_descending"] = t => t[0].sort(0, descending: true).Values,
        ["argsort"] = t => t[0].argsort(1),
        ["diff"] = t => t[0].diff(),
        ["trace"] = t => t[0].trace(),
        ["sum_int64"] = t => t[0].sum(0L),
    };
}
