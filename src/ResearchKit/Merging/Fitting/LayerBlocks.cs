using System.Text.RegularExpressions;
using ResearchKit.Permutations;

namespace ResearchKit.Merging.Fitting;

/// <summary>Parts a model's layers into consecutive blocks.</summary>
public static partial class LayerBlocks
{
    /// <summary>Gives each tensor of a numbered layer its block, blocks as equal in layers as possible.</summary>
    /// <remarks>
    /// A layer is what shares a name up to its first number: <c>model.layers.12</c>, <c>fc0</c>, <c>layer1</c>. Layers are in the order of their numbers, 2 before 10, and those
    /// whose names differ before the number in the order in which they are first met. Tensors without a number (embeddings, last norm, head) are in no block.
    /// </remarks>
    /// <param name="names">The names of the tensors, in the order of the model.</param>
    /// <param name="blocks">How many blocks; 1 or more.</param>
    /// <returns>The block of each tensor that has one, from 0 at the input.</returns>
    /// <exception cref="ArgumentException">There are fewer layers than blocks, or no block is wanted.</exception>
    public static Dictionary<string, int> Split(IEnumerable<string> names, int blocks)
    {
        ArgumentNullException.ThrowIfNull(names);
        MergeGuard.AtLeastOne(blocks, nameof(blocks));
        var prefixes = new List<string>();
        var tensors = new List<(string Name, string Layer, int Prefix)>();
        foreach (var name in names)
        {
            var match = UpToFirstNumber().Match(name);
            if (match.Success)
            {
                var prefix = match.Groups["prefix"].Value;
                if (!prefixes.Contains(prefix))
                {
                    prefixes.Add(prefix);
                }

                tensors.Add((name, match.Value, prefixes.IndexOf(prefix)));
            }
        }

        string[] layers = [.. tensors.Select(tensor => (tensor.Prefix, tensor.Layer)).Distinct().OrderBy(pair => pair.Prefix).ThenBy(pair => pair.Layer, NaturalOrder.Instance).Select(pair => pair.Layer)];
        if (layers.Length < blocks)
        {
            throw new ArgumentException($"The model has {layers.Length} numbered layers ({string.Join(", ", layers.Take(5))}); expected at least {blocks}, one for each block.", nameof(blocks));
        }

        return tensors.ToDictionary(tensor => tensor.Name, tensor => (int)((long)Array.IndexOf(layers, tensor.Layer) * blocks / layers.Length));
    }

    [GeneratedRegex(@"^(?<prefix>\D*)\d+", RegexOptions.CultureInvariant)]
    private static partial Regex UpToFirstNumber();
}
