using ResearchKit.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Merging.PartialMatching;

/// <summary>Merges two networks in part: paired units become one, the others go on side by side.</summary>
/// <remarks>
/// <para>With T the mean over paired units and U the sum of their columns, every weight becomes T · diag(W_A, W_B) · U, in units ordered [merged | A only | B only]: merged rows are
/// ½ (W_A + W_B) on merged columns and half of a network's own weights on its own columns; rows of A alone read merged units and units of A alone, and have zeros at those of B. Biases,
/// norm weights and running statistics are T · (v_A, v_B). A head of shared outputs has only merged rows, so that a fully separate network gives the mean of both networks' scores; heads of
/// different tasks (<see cref="NetworkPair.SharedOutputs"/> = false) have separate rows.</para>
/// <para>Counters are those of A. A network with batch normalisation needs <see cref="Connectivity.BatchNormReset"/> afterwards. Groups may stand on the first two axes of a tensor, the first
/// of which must be the layer's output: the weights of dense layers, convolutions and normalisations. Layer normalisation over units mixes the two networks, so that a fully separate network with it is not
/// the mean of both.</para>
/// <para>Reference: Nasery et al., PLeaS, 2024 (arXiv 2407.02447), section on partial merging. Halving the separate columns of a shared head is our choice; the released code does not, and is no
/// mean of the scores when everything is separate.</para>
/// </remarks>
public static class PartialMerge
{
    /// <summary>Merges the tensors of both networks.</summary>
    /// <param name="pair">The networks.</param>
    /// <param name="partial">Which units become one.</param>
    /// <returns>The tensors of the merged network, owned by the caller.</returns>
    /// <exception cref="ArgumentException">The partial alignment is of other groups or sizes, or a tensor has a group where none is expected.</exception>
    public static Dictionary<string, Tensor> Merge(NetworkPair pair, PartialAlignment partial)
    {
        ArgumentNullException.ThrowIfNull(pair);
        ArgumentNullException.ThrowIfNull(partial);
        partial.CheckFits(pair);
        using var frozen = no_grad();
        using var scope = NewDisposeScope();
        var b = pair.Candidate.state_dict();
        return pair.Reference.state_dict().ToDictionary(entry => entry.Key, entry => MergeTensor(pair, partial, entry.Key, entry.Value.detach(), b[entry.Key].detach()).MoveToOuterDisposeScope());
    }

    /// <summary>Makes the merged network as a module of its own.</summary>
    /// <param name="pair">The networks; the reference must be an <see cref="IResizableModel"/>.</param>
    /// <param name="partial">Which units became one.</param>
    /// <param name="parameters">The merged tensors, for example of <see cref="Merge"/>; copied.</param>
    /// <returns>A new network in evaluation mode, which the caller owns.</returns>
    /// <exception cref="ArgumentException">The reference cannot be made in other widths, or the tensors do not fit.</exception>
    public static nn.Module<Tensor, Tensor> Build(NetworkPair pair, PartialAlignment partial, IReadOnlyDictionary<string, Tensor> parameters)
    {
        ArgumentNullException.ThrowIfNull(pair);
        ArgumentNullException.ThrowIfNull(partial);
        ArgumentNullException.ThrowIfNull(parameters);
        if (pair.Reference is not IResizableModel model)
        {
            throw new ArgumentException($"The network {pair.Reference.GetType().Name} cannot be made in other widths; implement {nameof(IResizableModel)}, or load the merged tensors into a network of your own.", nameof(pair));
        }

        var head = pair.ReferenceSpec.Axes.Keys.FirstOrDefault(name => TensorRoles.IsOutput(pair.ReferenceSpec, name));
        var network = model.Resize(partial.Widths, head is null ? null : (int)parameters[head].shape[0]);
        network.load_state_dict(parameters.ToDictionary());
        network.eval();
        return network;
    }

    private static Tensor MergeTensor(NetworkPair pair, PartialAlignment partial, string name, Tensor a, Tensor b)
    {
        if (a.dim() == 0)
        {
            return a.clone();
        }

        using var scope = NewDisposeScope();
        var axes = MergedAxes.Of(pair, partial, name, a.shape, b.shape);
        var rows = axes.Rows.Combine(MergedAxes.Stack(a, b));
        return (axes.Columns is null ? rows : axes.Columns.Join(rows)).reshape(axes.Shape).contiguous().MoveToOuterDisposeScope();
    }
}
