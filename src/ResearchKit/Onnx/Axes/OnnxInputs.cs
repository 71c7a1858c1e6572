using System.Globalization;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Onnx;

/// <summary>Draws inputs that a network can take.</summary>
internal static class OnnxInputs
{
    private const int UnnamedSize = 2;
    private static readonly long[] Primes = [2, 3, 5, 7, 11, 13];

    /// <summary>Inputs in the current scope, given ones as they are.</summary>
    /// <exception cref="ArgumentException">An input's type or number of axes is unknown, or a dimension is named that the model does not have.</exception>
    public static Dictionary<string, Tensor> Draw(OnnxModel model, OnnxSpecOptions options)
    {
        var sizes = Sizes(model, options.Dimensions);
        var result = new Dictionary<string, Tensor>(options.Inputs, StringComparer.Ordinal);
        foreach (var input in model.Inputs.Where(input => !result.ContainsKey(input.Name)))
        {
            if (input.DType is not { } dtype || input.Dimensions is null)
            {
                throw new ArgumentException($"{model.FilePath}: input {input} cannot be drawn; give one among the options' inputs");
            }

            var shape = OnnxCall.Bounded([.. input.Dimensions.Select(dimension => SizeOf(dimension, sizes))]);
            var random = options.Equivalence.Seed.For($"input/{input.Name}").ToRandom();
            result.Add(input.Name, Draw(model, input.Name, shape, OnnxInterpreter.IsHalf(dtype) ? ScalarType.Float32 : dtype, random));
        }

        return result;
    }

    /// <summary>The size of an axis: its own, that of its name, or 2.</summary>
    public static long SizeOf(OnnxDimension dimension, IReadOnlyDictionary<string, long> sizes) =>
        dimension.Size is > 0 and var size ? size : dimension.Name is { Length: > 0 } name && sizes.TryGetValue(name, out var chosen) ? chosen : UnnamedSize;

    /// <summary>The sizes of all named dimensions of the inputs.</summary>
    public static Dictionary<string, long> Sizes(OnnxModel model, IReadOnlyDictionary<string, long> given)
    {
        var names = model.Inputs.SelectMany(input => input.Dimensions ?? []).Where(dimension => dimension.Size is null && dimension.Name is { Length: > 0 }).Select(dimension => dimension.Name!).Distinct().ToList();
        var stranger = given.Keys.FirstOrDefault(name => !names.Contains(name));
        if (stranger is not null || given.Values.Any(size => size < 1))
        {
            throw new ArgumentException(stranger is null
                ? "a dimension's size must be at least 1"
                : $"{model.FilePath}: has no open dimension '{stranger}'; it has {(names.Count == 0 ? "none" : string.Join(", ", names))}");
        }

        return names.Select((name, i) => (name, size: given.TryGetValue(name, out var size) ? size : Primes[Math.Min(i, Primes.Length - 1)])).ToDictionary(pair => pair.name, pair => pair.size);
    }

    private static Tensor Draw(OnnxModel model, string name, long[] shape, ScalarType dtype, Random random)
    {
        var count = shape.Aggregate(1L, (product, size) => product * size);
        var table = Table(model, name);
        var values = new double[count];
        for (var i = 0; i < count; i++)
        {
            values[i] = dtype is ScalarType.Float32 or ScalarType.Float64 ? Normal(random) : table is > 0 and var rows ? random.NextInt64(rows) : 1;
        }

        return tensor(values, shape, ScalarType.Float64).to_type(dtype);
    }

    /// <summary>The number of rows of the table that an input looks up, or null where it looks up none.</summary>
    private static long? Table(OnnxModel model, string input)
    {
        var names = new HashSet<string>(StringComparer.Ordinal) { input };
        long? rows = null;
        foreach (var node in model.Nodes)
        {
            if (node.Operator is "Cast" or "Identity" or "Reshape" or "Squeeze" or "Unsqueeze" && names.Contains(node.Inputs[0]))
            {
                names.UnionWith(node.Outputs);
            }
            else if (node is { Operator: "Gather", Inputs.Count: 2 } && names.Contains(node.Inputs[1]) && model.Stored.TryGetValue(node.Inputs[0], out var data))
            {
                var axis = OnnxCall.Axis(node.Attributes.Int("axis", 0), (int)data.dim());
                rows = Math.Min(rows ?? long.MaxValue, data.shape[axis]);
            }
        }

        return rows;
    }

    private static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
