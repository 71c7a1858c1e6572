using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Merging.PartialMatching;

/// <summary>For every dense layer and convolution, all that least squares has to know about the data: how the inputs of the layer in A and in B vary together.</summary>
/// <remarks>
/// <para>The inputs of a merged layer are means and copies of the inputs of A and B, and the wanted outputs are linear in them too. So one pass over the data gives the normal equations of
/// every partial alignment of a pair, whatever its budget, and no pass is needed again.</para>
/// <para>Memory: one batch of patches, and 8 (D_A + D_B + 1)² bytes a layer with D inputs (10 MB for 64 channels and 3 × 3). Sums are in double precision. Inputs need no labels; inputs that
/// are not of the networks' own tasks make the data-free variant. The object owns its matrices.</para>
/// </remarks>
public sealed class JointMoments : IDisposable
{
    private readonly Dictionary<string, LayerMoments> _layers;

    private JointMoments(Dictionary<string, LayerMoments> layers) => _layers = layers;

    /// <summary>The moments by the name of the layer's weight; convolutions with channel groups have none.</summary>
    public IReadOnlyDictionary<string, LayerMoments> Layers => _layers.AsReadOnly();

    /// <summary>Runs both networks, in evaluation mode, on the same inputs.</summary>
    /// <param name="pair">The networks.</param>
    /// <param name="inputs">Unlabelled inputs, (N, ...).</param>
    /// <param name="batchSize">How many inputs run together; 1 or more.</param>
    /// <param name="cancellationToken">Looked at before every batch.</param>
    /// <returns>The moments, owned by the caller.</returns>
    /// <exception cref="ArgumentException">There are no inputs, or what a layer is given holds NaN or infinity.</exception>
    public static JointMoments Collect(NetworkPair pair, Tensor inputs, int batchSize = 64, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(pair);
        InputBatches.Check(inputs);
        MergeGuard.AtLeastOne(batchSize, nameof(batchSize));
        using var scope = NewDisposeScope();
        var sums = new Dictionary<string, LayerMoments>();
        PairedRows.Run(pair, InputBatches.Of(pair.Reference, inputs, batchSize), (name, a, b) => Add(sums, name, a, b), cancellationToken);
        var layers = new Dictionary<string, LayerMoments>();
        foreach (var (name, sum) in sums)
        {
            sum.Matrix.div_(sum.Rows);
            if (!isfinite(sum.Matrix).all().ToBoolean())
            {
                sums.Values.ToList().ForEach(layer => layer.Matrix.Dispose());
                throw new ArgumentException($"What layer '{name}' is given holds NaN or infinite elements.", nameof(inputs));
            }

            layers.Add(name, sum);
        }

        return new JointMoments(layers);
    }

    /// <summary>Frees the matrices.</summary>
    public void Dispose()
    {
        foreach (var layer in _layers.Values)
        {
            layer.Matrix.Dispose();
        }
    }

    private static void Add(Dictionary<string, LayerMoments> sums, string name, Tensor a, Tensor b)
    {
        using var scope = NewDisposeScope();
        var joint = cat([a, b, ones(a.shape[0], 1, dtype: a.dtype)], 1).to(ScalarType.Float64); // (rows, D_A + D_B + 1)
        var gram = joint.t().matmul(joint);
        if (sums.TryGetValue(name, out var known))
        {
            known.Matrix.add_(gram);
            sums[name] = known with { Rows = known.Rows + a.shape[0] };
        }
        else
        {
            sums.Add(name, new LayerMoments(name, gram.DetachFromDisposeScope(), a.shape[1], b.shape[1], a.shape[0]));
        }
    }
}
