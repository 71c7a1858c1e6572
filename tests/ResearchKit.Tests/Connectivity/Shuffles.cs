using static TorchSharp.torch;

namespace ResearchKit.Tests.Connectivity;

/// <summary>Plain permutations of MLP state dicts, written out without the library under test.</summary>
internal static class Shuffles
{
    public static long[] Random(int size, int seed)
    {
        var order = Enumerable.Range(0, size).Select(i => (long)i).ToArray();
        new Random(seed).Shuffle(order);
        return order;
    }

    /// <summary>Permutes the hidden units of an MLP whose tensors are fc0.weight, fc0.bias, ...</summary>
    public static Dictionary<string, Tensor> Mlp(IReadOnlyDictionary<string, Tensor> state, params long[][] orders)
    {
        var result = new Dictionary<string, Tensor>();
        foreach (var (name, value) in state)
        {
            var layer = name[2] - '0';
            var moved = value;
            if (layer < orders.Length)
            {
                moved = moved.index_select(0, tensor(orders[layer], [orders[layer].Length]));
            }

            if (layer > 0 && moved.dim() == 2)
            {
                moved = moved.index_select(1, tensor(orders[layer - 1], [orders[layer - 1].Length]));
            }

            result[name] = moved;
        }

        return result;
    }
}
