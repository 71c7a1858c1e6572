using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ResearchKit.Graphs.Neural;

/// <summary>One round of message passing through a gated unit that remembers what its way back needs.</summary>
/// <remarks>
/// s = [A h ; deg ∘ h ; deg], (r, z, n) from U s + b_ih and W_hh h + b_hh as in <see cref="GruCell"/>, next h = n + z ∘ (h − n). Backwards, with g the gradient by the next h: by n, g ∘ (1 − z); by z, g ∘ (h − n);
/// by h, g ∘ z and what comes through the gates.
/// </remarks>
internal sealed class GatedRound
{
    private readonly PackedNodes _nodes;
    private readonly EncoderWeights _weights;
    private readonly float[] _fromSums;
    private readonly float[] _states;
    private readonly float[] _sums;
    private readonly float[] _gates;
    private readonly float[] _fromState;

    public GatedRound(PackedNodes nodes, EncoderWeights weights, float[] fromSums, float[] states)
    {
        (_nodes, _weights, _fromSums, _states) = (nodes, weights, fromSums, states);
        var (d, stride) = (weights.States, nodes.Stride);
        _sums = new float[((2 * d) + 1) * stride];
        for (var f = 0; f < d; f++)
        {
            nodes.AddNeighbours(states.AsSpan(f * stride, stride), _sums.AsSpan(f * stride, stride));
            Multiply(nodes.Degrees, states.AsSpan(f * stride, stride), _sums.AsSpan((d + f) * stride, stride));
        }

        nodes.Degrees.CopyTo(_sums, 2 * d * stride);
        _gates = Broadcast(weights.InputBias);
        FeatureRows.AddProduct(fromSums, 3 * d, (2 * d) + 1, _sums, _gates, stride);
        _fromState = Broadcast(weights.StateBias);
        FeatureRows.AddProduct(weights.StateWeight, 3 * d, d, states, _fromState, stride);
        NextStates = new float[d * stride];
        Combine();
    }

    /// <summary>h after the round.</summary>
    public float[] NextStates { get; }

    /// <summary>Adds the gradients by the parameters and by U, and returns that by h before the round.</summary>
    public float[] Backward(float[] nextSlopes, EncoderWeights gradients, float[] bySums)
    {
        var (d, stride) = (_weights.States, _nodes.Stride);
        var (toGates, toFromState, slopes, toSums) = (new float[3 * d * stride], new float[3 * d * stride], new float[d * stride], new float[2 * d * stride]);
        Separate(nextSlopes, toGates, toFromState, slopes);
        FeatureRows.AddInnerProducts(toGates, 3 * d, _sums, (2 * d) + 1, bySums, stride);
        FeatureRows.AddInnerProducts(toFromState, 3 * d, _states, d, gradients.StateWeight, stride);
        FeatureRows.AddRowSums(toGates, gradients.InputBias, stride);
        FeatureRows.AddRowSums(toFromState, gradients.StateBias, stride);
        FeatureRows.AddProduct(Transposed(_fromSums, 3 * d, (2 * d) + 1, 2 * d), 2 * d, 3 * d, toGates, toSums, stride);
        FeatureRows.AddProduct(Transposed(_weights.StateWeight, 3 * d, d, d), d, 3 * d, toFromState, slopes, stride);
        for (var f = 0; f < d; f++)
        {
            var row = slopes.AsSpan(f * stride, stride);
            _nodes.AddNeighbours(toSums.AsSpan(f * stride, stride), row);
            Multiply(_nodes.Degrees, toSums.AsSpan((d + f) * stride, stride), row);
        }

        return slopes;
    }

    /// <summary>to += a ∘ b.</summary>
    private static void Multiply(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> to)
    {
        var x = MemoryMarshal.Cast<float, Vector256<float>>(a);
        var y = MemoryMarshal.Cast<float, Vector256<float>>(b);
        var sums = MemoryMarshal.Cast<float, Vector256<float>>(to);
        for (var k = 0; k < sums.Length; k++)
        {
            sums[k] += x[k] * y[k];
        }
    }

    private static float[] Transposed(float[] matrix, int rows, int columns, int kept)
    {
        var result = new float[kept * rows];
        for (var i = 0; i < rows; i++)
        {
            for (var j = 0; j < kept; j++)
            {
                result[(j * rows) + i] = matrix[(i * columns) + j];
            }
        }

        return result;
    }

    private static Vector256<float> Sigmoid(Vector256<float> x) => Vector256<float>.One / (Vector256<float>.One + Vector256.Exp(-x));

    private float[] Broadcast(float[] biases)
    {
        var rows = new float[biases.Length * _nodes.Stride];
        for (var o = 0; o < biases.Length; o++)
        {
            rows.AsSpan(o * _nodes.Stride, _nodes.Stride).Fill(biases[o]);
        }

        return rows;
    }

    /// <summary>Turns <see cref="_gates"/> from sums into r, z and n, and makes <see cref="NextStates"/>.</summary>
    private void Combine()
    {
        var third = NextStates.Length / Vector256<float>.Count;
        var before = Vectors(_states);
        var after = Vectors(NextStates);
        var gates = Vectors(_gates);
        var fromState = Vectors(_fromState);
        for (var k = 0; k < third; k++)
        {
            var reset = Sigmoid(gates[k] + fromState[k]);
            var update = Sigmoid(gates[third + k] + fromState[third + k]);
            var doubled = (gates[(2 * third) + k] + (reset * fromState[(2 * third) + k])) * 2;
            var candidate = (Sigmoid(doubled) * 2) - Vector256<float>.One; // tanh
            (gates[k], gates[third + k], gates[(2 * third) + k]) = (reset, update, candidate);
            after[k] = candidate + (update * (before[k] - candidate));
        }
    }

    private void Separate(float[] nextSlopes, float[] toGates, float[] toFromState, float[] slopes)
    {
        var third = nextSlopes.Length / Vector256<float>.Count;
        var next = Vectors(nextSlopes);
        var states = Vectors(_states);
        var gates = Vectors(_gates);
        var fromState = Vectors(_fromState);
        var byGates = Vectors(toGates);
        var byFromState = Vectors(toFromState);
        var byStates = Vectors(slopes);
        for (var k = 0; k < third; k++)
        {
            var (reset, update, candidate) = (gates[k], gates[third + k], gates[(2 * third) + k]);
            var byCandidate = next[k] * (Vector256<float>.One - update) * (Vector256<float>.One - (candidate * candidate));
            var byUpdate = next[k] * (states[k] - candidate) * update * (Vector256<float>.One - update);
            var byReset = byCandidate * fromState[(2 * third) + k] * reset * (Vector256<float>.One - reset);
            byStates[k] = next[k] * update;
            (byGates[k], byGates[third + k], byGates[(2 * third) + k]) = (byReset, byUpdate, byCandidate);
            (byFromState[k], byFromState[third + k], byFromState[(2 * third) + k]) = (byReset, byUpdate, byCandidate * reset);
        }
    }

    private static Span<Vector256<float>> Vectors(float[] rows) => MemoryMarshal.Cast<float, Vector256<float>>(rows.AsSpan());
}
