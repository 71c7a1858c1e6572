using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Merging.PartialMatching;

/// <summary>Refits the layers of a merged network by Adam on batches, as the released code of PLeaS does; a comparison for <see cref="LayerwiseLeastSquares"/>.</summary>
/// <remarks>
/// All layers step together on the sum of their mean squared errors, from the weights of <see cref="PartialMerge"/>; the zeros between units of A alone and units of B alone are kept by masking their
/// gradients. (The released code indexes that mask by inputs where the weight has outputs, so that it holds only where both splits coincide; here it is right.) Adam has β₁ = 0.9, β₂ = 0.999, ε = 1e-8.
/// Reference: Nasery et al., PLeaS, 2024 (arXiv 2407.02447), released code.
/// </remarks>
public static class GradientLeastSquares
{
    /// <summary>Merges two networks in part and refits the layers.</summary>
    /// <param name="pair">The networks.</param>
    /// <param name="partial">Which units become one.</param>
    /// <param name="inputs">Unlabelled inputs, (N, ...).</param>
    /// <param name="options">How to step; null for the defaults.</param>
    /// <param name="cancellationToken">Looked at before every step.</param>
    /// <returns>The tensors of the merged network, owned by the caller.</returns>
    /// <exception cref="ArgumentException">There are no inputs, or the partial alignment is of other networks.</exception>
    public static Dictionary<string, Tensor> Fit(NetworkPair pair, PartialAlignment partial, Tensor inputs, GradientLeastSquaresOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(pair);
        ArgumentNullException.ThrowIfNull(partial);
        InputBatches.Check(inputs);
        options ??= new GradientLeastSquaresOptions();
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        var parameters = PartialMerge.Merge(pair, partial);
        var layers = new Dictionary<string, GradientLayer>();
        var step = 0;
        PairedRows.Run(pair, Batches(pair, inputs, options, () => step++), (name, a, b) =>
        {
            if (TensorRoles.IsOutput(pair.ReferenceSpec, name) && !pair.SharedOutputs)
            {
                return; // heads of different tasks stay the original ones
            }

            if (!layers.TryGetValue(name, out var layer))
            {
                layers.Add(name, layer = new GradientLayer(pair, partial, name, parameters));
            }

            layer.Step(a, b, step, options.LearningRate * 0.5 * (1 + Math.Cos(Math.PI * (step - 1) / options.Steps)));
        }, cancellationToken);

        foreach (var layer in layers.Values)
        {
            layer.Store(parameters);
        }

        return parameters.ToDictionary(entry => entry.Key, entry => entry.Value.MoveToOuterDisposeScope());
    }

    private static IEnumerable<Tensor> Batches(NetworkPair pair, Tensor inputs, GradientLeastSquaresOptions options, Action next)
    {
        var count = (int)inputs.shape[0];
        var first = pair.Reference.parameters().First();
        var order = new long[count];
        var (place, pass) = (count, 0);
        for (var step = 0; step < options.Steps; step++)
        {
            if (place + options.BatchSize > count)
            {
                order = [.. Enumerable.Range(0, count).Select(i => (long)i)];
                options.Seed.For("order", pass++).ToRandom().Shuffle(order);
                place = 0;
            }

            var size = Math.Min(options.BatchSize, count);
            using var chosen = tensor(order[place..(place + size)], [size], ScalarType.Int64);
            place += size;
            next();
            yield return inputs.index_select(0, chosen).to(first.dtype).to(first.device);
        }
    }
}
