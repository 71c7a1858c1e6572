using ResearchKit.Training;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace ResearchKit.Merging.Fitting;

/// <summary>Measures the second moments of what the layers of a network are given.</summary>
public static class GramMatrices
{
    /// <summary>The matrix G = Xᵀ X / rows of every dense layer and convolution, with one row of X for each output position.</summary>
    /// <remarks>The network runs in evaluation mode. Memory is one batch of patches and the matrices, in double precision. Convolutions with channel groups are left out.</remarks>
    /// <param name="network">A module that gives the computation; its own tensors and modes are put back.</param>
    /// <param name="parameters">The tensors of the model to measure.</param>
    /// <param name="inputs">Inputs of the network, (N, ...).</param>
    /// <param name="batchSize">How many inputs run together; 1 or more.</param>
    /// <param name="cancellationToken">Stops between batches.</param>
    /// <returns>The matrices by the name of the layer's weight, (inputs of the layer, inputs of the layer) float64, owned by the caller.</returns>
    /// <exception cref="ArgumentException">A tensor is missing or has another shape, there are no inputs, or the batch size is below 1.</exception>
    public static Dictionary<string, Tensor> Collect(
        nn.Module<Tensor, Tensor> network,
        IReadOnlyDictionary<string, Tensor> parameters,
        Tensor inputs,
        int batchSize = 64,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(inputs);
        MergeGuard.AtLeastOne(batchSize, nameof(batchSize));
        if (inputs.shape.Length == 0 || inputs.shape[0] < 1)
        {
            throw new ArgumentException($"The inputs are [{string.Join(", ", inputs.shape)}]; expected [N, ...] with N of at least 1.", nameof(inputs));
        }

        using var frozen = no_grad();
        using var session = new ModelSession(network, parameters);
        using var scope = NewDisposeScope();
        var sums = new Dictionary<string, (Tensor Sum, long Rows)>();
        using var hooks = new LayerHooks(network, (name, layer, input, output) =>
        {
            using var inner = NewDisposeScope();
            Add(sums, name, LayerInputRows.Of(layer, input));
            return output;
        });
        var dataType = network.parameters().First().dtype;
        for (var start = 0L; start < inputs.shape[0]; start += batchSize)
        {
            cancellationToken.ThrowIfCancellationRequested();
            using var batch = NewDisposeScope();
            network.call(inputs.narrow(0, start, Math.Min(batchSize, inputs.shape[0] - start)).to(dataType));
        }

        var grams = new Dictionary<string, Tensor>();
        foreach (var (name, (sum, rows)) in sums.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            grams.Add(name, (sum / rows).MoveToOuterDisposeScope());
            sum.Dispose(); // it outlived the batch's scope
        }

        return grams;
    }

    private static void Add(Dictionary<string, (Tensor Sum, long Rows)> sums, string name, Tensor? rows)
    {
        if (rows is null)
        {
            return;
        }

        var wide = rows.to(ScalarType.Float64);
        var gram = wide.t().matmul(wide);
        if (sums.TryGetValue(name, out var known))
        {
            known.Sum.add_(gram);
            sums[name] = (known.Sum, known.Rows + rows.shape[0]);
        }
        else
        {
            sums.Add(name, (gram.DetachFromDisposeScope(), rows.shape[0]));
        }
    }
}
