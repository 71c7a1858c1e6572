using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Graphs.Neural;

/// <summary>A network that predicts edit distances: what <see cref="GedTrainer"/> trains.</summary>
/// <remarks>Message passing runs once for each graph of a batch, however many pairs it is in.</remarks>
public abstract class GedNetwork : nn.Module<PaddedGraphs, IReadOnlyList<GraphPair>, Tensor>
{
    private const int PredictionBatch = 512;

    private protected GedNetwork(string name, int nodes, IReadOnlyList<GraphLabel>? labels)
        : base(name)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(nodes, 1);
        (Nodes, Labels) = (nodes, labels);
    }

    /// <summary>N: the size to which graphs are padded.</summary>
    public int Nodes { get; }

    /// <summary>The node labels that the network knows, or null where it does not use labels.</summary>
    public IReadOnlyList<GraphLabel>? Labels { get; }

    /// <summary>Number of learned numbers.</summary>
    public long ParameterCount => parameters().Sum(parameter => parameter.numel());

    /// <summary>Pads graphs as this network needs them, with its number type and on its device.</summary>
    /// <param name="graphs">The graphs.</param>
    /// <returns>The padded graphs, which the caller owns.</returns>
    /// <exception cref="ArgumentException">A graph does not fit the network.</exception>
    public PaddedGraphs Pad(IReadOnlyList<Graph> graphs)
    {
        var parameter = parameters().First();
        return PaddedGraphs.Of(graphs, Nodes, Labels, parameter.dtype, parameter.device);
    }

    /// <summary>Predicts the edit distances of pairs.</summary>
    /// <param name="graphs">The padded graphs.</param>
    /// <param name="pairs">Pairs of their places.</param>
    /// <returns>A prediction for each pair.</returns>
    public virtual double[] Predict(PaddedGraphs graphs, IReadOnlyList<GraphPair> pairs)
    {
        ArgumentNullException.ThrowIfNull(graphs);
        ArgumentNullException.ThrowIfNull(pairs);
        using var frozen = no_grad();
        using var whole = NewDisposeScope();
        var encoding = PassOf(graphs)?.Nodes ?? Encoder.call(graphs);
        var predictions = new List<double>(pairs.Count);
        foreach (var batch in pairs.Chunk(PredictionBatch))
        {
            using var scope = NewDisposeScope();
            predictions.AddRange(Score(encoding, graphs, batch).to(ScalarType.Float64).cpu().data<double>());
        }

        return [.. predictions];
    }

    /// <summary>Predicts the edit distance of two graphs.</summary>
    /// <param name="source">The graph that is edited.</param>
    /// <param name="target">The graph that it becomes.</param>
    /// <returns>The prediction.</returns>
    /// <exception cref="ArgumentException">A graph does not fit the network.</exception>
    public double Predict(Graph source, Graph target)
    {
        using var graphs = Pad([source, target]);
        return Predict(graphs, [new GraphPair(0, 1)])[0];
    }

    /// <summary>Computes the loss of a batch, the mean squared error, and adds its gradients to the parameters'.</summary>
    /// <param name="graphs">The padded graphs.</param>
    /// <param name="pairs">The batch.</param>
    /// <param name="distances">The exact distance of each pair.</param>
    /// <returns>The loss.</returns>
    internal virtual double AccumulateGradients(PaddedGraphs graphs, IReadOnlyList<GraphPair> pairs, float[] distances)
    {
        using var scope = NewDisposeScope();
        using var live = enable_grad();
        var pass = PassOf(graphs);
        var predictions = Score(pass?.Nodes ?? Encoder.call(graphs), graphs, pairs);
        var exact = tensor(distances, [distances.Length]).to(predictions.dtype).to(predictions.device);
        var loss = predictions.sub(exact).square().mean().add(Penalty(graphs, pairs));
        if (pass is null)
        {
            loss.backward();
        }
        else
        {
            Differentiate(pass, [loss], null);
        }

        return loss.to(ScalarType.Float64).item<double>();
    }

    /// <summary>Whether message passing runs without tensors: on the CPU, in single precision.</summary>
    internal virtual bool IsFused(PaddedGraphs graphs) => Encoder is GraphEncoder && graphs.Presence.device_type == DeviceType.CPU && graphs.Presence.dtype == ScalarType.Float32;

    /// <summary>What is made of each graph alone: vectors of nodes by message passing, (K, N, d), or vectors of graphs, (K, d).</summary>
    private protected abstract nn.Module<PaddedGraphs, Tensor> Encoder { get; }

    /// <summary>Predictions, (B), from what <see cref="Encoder"/> makes.</summary>
    private protected abstract Tensor Score(Tensor encoding, PaddedGraphs graphs, IReadOnlyList<GraphPair> pairs);

    /// <summary>Adds the gradients of outputs to those of all parameters: by the tensor engine down to the vectors of nodes, by the pass from there.</summary>
    private protected void Differentiate(EncoderPass pass, IList<Tensor> outputs, IList<Tensor>? weights)
    {
        Tensor[] head = [.. named_parameters().Where(entry => !entry.name.StartsWith("encoder.", StringComparison.Ordinal)).Select(entry => entry.parameter)];
        var gradients = autograd.grad(outputs, [pass.Nodes, .. head], weights, allow_unused: true);
        bool Known(int k) => gradients[k] is { IsInvalid: false }; // some variants leave a part of the network out
        int[] used = [.. Enumerable.Range(0, head.Length).Where(k => Known(k + 1))];
        if (used.Length > 0)
        {
            autograd.backward([.. used.Select(k => head[k])], [.. used.Select(k => gradients[k + 1])]);
        }

        if (Known(0))
        {
            pass.Backward(gradients[0]);
        }
    }

    private EncoderPass? PassOf(PaddedGraphs graphs) => IsFused(graphs) && Encoder is GraphEncoder encoder ? new EncoderPass(encoder, graphs) : null;

    /// <summary>The places of the sources and of the targets of pairs, (B) each.</summary>
    private protected static (Tensor Sources, Tensor Targets) Places(IReadOnlyList<GraphPair> pairs, Device device) =>
        (tensor(pairs.Select(pair => (long)pair.Source).ToArray(), [pairs.Count], ScalarType.Int64).to(device),
            tensor(pairs.Select(pair => (long)pair.Target).ToArray(), [pairs.Count], ScalarType.Int64).to(device));

    /// <summary>What the loss has beside the squared error.</summary>
    private protected virtual Tensor Penalty(PaddedGraphs graphs, IReadOnlyList<GraphPair> pairs) => zeros([], device: graphs.Presence.device, dtype: graphs.Presence.dtype);
}
