using System.Runtime.InteropServices;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace ResearchKit.Graphs.Neural;

/// <summary>The parameters of a <see cref="GraphEncoder"/> as plain numbers, or their gradients.</summary>
/// <remarks>
/// A message is linear and goes through a linear layer into the cell, so that both are one matrix: U = W_ih [Wm | +cm in the column of degrees], (3d, 2d + 1). Gradients by U are carried on to the parts at the end.
/// </remarks>
internal sealed class EncoderWeights
{
    private EncoderWeights(int states, float[][] parts) => (States, Parts) = (states, parts);

    /// <summary>d: length of a node's vector.</summary>
    public int States { get; }

    /// <summary>Weight and bias of the first and second layer, of the message, of the cell's input and of its state.</summary>
    public float[][] Parts { get; }

    public float[] FirstWeight => Parts[0];

    public float[] FirstBias => Parts[1];

    public float[] SecondWeight => Parts[2];

    public float[] SecondBias => Parts[3];

    public float[] MessageWeight => Parts[4];

    public float[] MessageBias => Parts[5];

    public float[] InputWeight => Parts[6];

    public float[] InputBias => Parts[7];

    public float[] StateWeight => Parts[8];

    public float[] StateBias => Parts[9];

    /// <summary>Number of node labels.</summary>
    public int Features => FirstWeight.Length / States;

    private int Sums => (2 * States) + 1;

    /// <summary>Copies the parameters of layers.</summary>
    public static EncoderWeights Of(IReadOnlyList<Linear> layers)
    {
        using var scope = NewDisposeScope();
        float[] Values(Tensor parameter) => MemoryMarshal.Cast<byte, float>(parameter.detach().contiguous().bytes).ToArray();
        return new EncoderWeights((int)layers[0].weight!.shape[0], [.. layers.SelectMany(layer => new[] { Values(layer.weight!), Values(layer.bias!) })]);
    }

    /// <summary>As many numbers, all 0.</summary>
    public EncoderWeights Empty() => new(States, Array.ConvertAll(Parts, part => new float[part.Length]));

    /// <summary>U, (3d, 2d + 1).</summary>
    public float[] FromSums()
    {
        var (messages, product) = (2 * States, new float[3 * States * Sums]);
        for (var o = 0; o < 3 * States; o++)
        {
            for (var k = 0; k < messages; k++)
            {
                var weight = InputWeight[(o * messages) + k];
                for (var j = 0; j < Sums; j++)
                {
                    product[(o * Sums) + j] += weight * MessageWeight[(k * Sums) + j];
                }

                product[(o * Sums) + Sums - 1] += weight * MessageBias[k];
            }
        }

        return product;
    }

    /// <summary>Carries the gradient by U on: adds those by the message and by the input of the cell.</summary>
    /// <param name="gradient">The gradient by U.</param>
    /// <param name="weights">The parameters that U was made of.</param>
    public void AddFromSums(float[] gradient, EncoderWeights weights)
    {
        var messages = 2 * States;
        for (var o = 0; o < 3 * States; o++)
        {
            for (var k = 0; k < messages; k++)
            {
                var (weight, slope) = (weights.InputWeight[(o * messages) + k], 0f);
                for (var j = 0; j < Sums; j++)
                {
                    slope += gradient[(o * Sums) + j] * weights.MessageWeight[(k * Sums) + j];
                    MessageWeight[(k * Sums) + j] += weight * gradient[(o * Sums) + j];
                }

                var last = gradient[(o * Sums) + Sums - 1];
                InputWeight[(o * messages) + k] += slope + (last * weights.MessageBias[k]);
                MessageBias[k] += weight * last;
            }
        }
    }

    /// <summary>h before the first round of a node with a label: W2 relu(W1 x + c1) + c2.</summary>
    /// <param name="label">The place of the label.</param>
    /// <param name="hidden">What comes out of the first layer.</param>
    public float[] Start(int label, out float[] hidden)
    {
        var (state, first) = (SecondBias.ToArray(), new float[States]);
        for (var k = 0; k < States; k++)
        {
            first[k] = Math.Max(0, FirstWeight[(k * Features) + label] + FirstBias[k]);
            for (var o = 0; o < States; o++)
            {
                state[o] += SecondWeight[(o * States) + k] * first[k];
            }
        }

        hidden = first;
        return state;
    }

    /// <summary>Adds the gradients of <see cref="Start"/>.</summary>
    /// <param name="label">The place of the label.</param>
    /// <param name="hidden">What came out of the first layer.</param>
    /// <param name="gradient">The gradient by h, summed over the nodes with that label.</param>
    /// <param name="weights">The parameters.</param>
    public void AddStart(int label, float[] hidden, float[] gradient, EncoderWeights weights)
    {
        for (var k = 0; k < States; k++)
        {
            var slope = 0f;
            for (var o = 0; o < States; o++)
            {
                SecondWeight[(o * States) + k] += gradient[o] * hidden[k];
                slope += gradient[o] * weights.SecondWeight[(o * States) + k];
            }

            SecondBias[k] += gradient[k];
            if (hidden[k] > 0)
            {
                FirstWeight[(k * Features) + label] += slope;
                FirstBias[k] += slope;
            }
        }
    }
}
