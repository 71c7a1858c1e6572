using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace ResearchKit.Graphs.Neural;

/// <summary>Message passing over the nodes of all graphs and back, without tensors.</summary>
/// <remarks>
/// A few hundred nodes with ten numbers each: calling two hundred operators on them costs more than the numbers. <see cref="GraphEncoder.forward"/> is the plain form.
/// </remarks>
internal sealed class EncoderPass
{
    private readonly GraphEncoder _encoder;
    private readonly PaddedGraphs _graphs;
    private readonly PackedNodes _nodes;
    private readonly EncoderWeights _weights;
    private readonly float[] _fromSums;
    private readonly GatedRound[] _rounds;
    private readonly float[][] _hiddenOfLabel;

    /// <summary>Runs the rounds of message passing.</summary>
    public EncoderPass(GraphEncoder encoder, PaddedGraphs graphs)
    {
        (_encoder, _graphs, _nodes, _weights) = (encoder, graphs, graphs.Packed, EncoderWeights.Of(encoder.Layers));
        _fromSums = _weights.FromSums();
        _hiddenOfLabel = new float[_weights.Features][];
        var states = StartStates();
        _rounds = new GatedRound[encoder.Rounds];
        for (var round = 0; round < _rounds.Length; round++)
        {
            _rounds[round] = new GatedRound(_nodes, _weights, _fromSums, states);
            states = _rounds[round].NextStates;
        }

        var (k, n) = (graphs.Graphs.Count, graphs.Nodes);
        Nodes = tensor(_nodes.Spread(states, _weights.States, k * n), [k, n, _weights.States], requires_grad: is_grad_enabled());
    }

    /// <summary>X, (K, N, d), a leaf; its gradient is for <see cref="Backward"/>.</summary>
    public Tensor Nodes { get; }

    /// <summary>Adds the gradients of the parameters, given that of <see cref="Nodes"/>.</summary>
    public void Backward(Tensor gradient)
    {
        using var scope = NewDisposeScope();
        var (d, gradients, bySums) = (_weights.States, _weights.Empty(), new float[_fromSums.Length]);
        var slopes = new float[d * _nodes.Stride];
        _nodes.Gather(MemoryMarshal.Cast<byte, float>(gradient.detach().contiguous().bytes), d, slopes);
        for (var round = _rounds.Length - 1; round >= 0; round--)
        {
            slopes = _rounds[round].Backward(slopes, gradients, bySums);
        }

        gradients.AddFromSums(bySums, _weights);
        AddStartGradients(slopes, gradients);
        Tensor[] parameters = [.. _encoder.Layers.SelectMany(layer => new Tensor[] { layer.weight!, layer.bias! })];
        autograd.backward(parameters, [.. parameters.Select((parameter, part) => tensor(gradients.Parts[part], parameter.shape))]);
    }

    private float[] StartStates()
    {
        var (d, stride) = (_weights.States, _nodes.Stride);
        var states = new float[d * stride];
        var ofLabel = Enumerable.Range(0, _weights.Features).Select(label => _weights.Start(label, out _hiddenOfLabel[label])).ToArray();
        for (var column = 0; column < _nodes.Count; column++)
        {
            for (var f = 0; f < d; f++)
            {
                states[(f * stride) + column] = ofLabel[_nodes.Labels[column]][f];
            }
        }

        return states;
    }

    private void AddStartGradients(float[] slopes, EncoderWeights gradients)
    {
        var (d, stride) = (_weights.States, _nodes.Stride);
        var ofLabel = Array.ConvertAll(_hiddenOfLabel, _ => new float[d]);
        for (var column = 0; column < _nodes.Count; column++)
        {
            for (var f = 0; f < d; f++)
            {
                ofLabel[_nodes.Labels[column]][f] += slopes[(f * stride) + column];
            }
        }

        for (var label = 0; label < ofLabel.Length; label++)
        {
            gradients.AddStart(label, _hiddenOfLabel[label], ofLabel[label], _weights);
        }
    }
}
