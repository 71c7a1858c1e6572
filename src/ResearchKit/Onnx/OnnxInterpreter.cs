using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Onnx;

/// <summary>Runs a graph node by node.</summary>
internal sealed class OnnxInterpreter(OnnxModel model)
{
    /// <summary>Computes the outputs, which the caller owns.</summary>
    public Dictionary<string, Tensor> Run(IReadOnlyDictionary<string, Tensor> inputs, IReadOnlyDictionary<string, Tensor>? stateDict)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        var values = Start(inputs, stateDict);
        foreach (var node in model.Nodes)
        {
            var @operator = OnnxOperators.Find(node) ?? throw new NotSupportedException($"{model.FilePath}: {node} is an operator that the kit does not know.");
            Store(values, node, Call(node, @operator, values));
        }

        return model.Outputs.DistinctBy(output => output.Name).ToDictionary(output => output.Name, output => values[output.Name].clone().MoveToOuterDisposeScope(), StringComparer.Ordinal);
    }

    /// <summary>The values before the first node: inputs, stored tensors and their replacements, checked.</summary>
    public Dictionary<string, Tensor> Start(IReadOnlyDictionary<string, Tensor> inputs, IReadOnlyDictionary<string, Tensor>? stateDict)
    {
        var values = new Dictionary<string, Tensor>(model.Stored, StringComparer.Ordinal);
        foreach (var (name, tensor) in stateDict ?? new Dictionary<string, Tensor>())
        {
            if (!values.TryGetValue(name, out var stored) || !stored.shape.AsSpan().SequenceEqual(tensor.shape))
            {
                throw new ArgumentException(
                    stored is null ? $"{model.FilePath}: stores no tensor '{name}'" : $"{model.FilePath}: '{name}' has shape [{string.Join(", ", tensor.shape)}], expected [{string.Join(", ", stored.shape)}]",
                    nameof(stateDict));
            }

            values[name] = tensor;
        }

        var stranger = inputs.Keys.FirstOrDefault(name => model.Inputs.All(input => input.Name != name));
        if (stranger is not null)
        {
            throw new ArgumentException($"{model.FilePath}: has no input '{stranger}'; its inputs are {string.Join(", ", model.Inputs.Select(input => $"'{input.Name}'"))}", nameof(inputs));
        }

        foreach (var input in model.Inputs)
        {
            values[input.Name] = inputs.TryGetValue(input.Name, out var tensor) && Fits(input, tensor)
                ? tensor
                : throw new ArgumentException($"{model.FilePath}: expected an input {input}; {(tensor is null ? "none was given" : $"found {tensor.dtype} [{string.Join(", ", tensor.shape)}]")}", nameof(inputs));
        }

        // Processors multiply no half precision; float32 holds it exactly.
        foreach (var (name, tensor) in values.Where(pair => IsHalf(pair.Value.dtype)).ToList())
        {
            values[name] = tensor.to_type(ScalarType.Float32);
        }

        return values;
    }

    /// <summary>Whether elements are computed in float32, though the file has fewer bits.</summary>
    public static bool IsHalf(ScalarType? dtype) => dtype is ScalarType.Float16 or ScalarType.BFloat16;

    /// <summary>Runs one node; the outputs are in the current scope.</summary>
    public Tensor[] Call(OnnxNode node, OnnxOperator @operator, Dictionary<string, Tensor> values)
    {
        var call = new OnnxCall(node, model.OperatorSet, [.. node.Inputs.Select(name => name.Length == 0 ? null : values[name])]);
        try
        {
            return @operator.Run(call);
        }
        catch (Exception error) when (error is not (OutOfMemoryException or ObjectDisposedException or NotSupportedException))
        {
            var first = error.Message.Split('\n', 2)[0];
            throw new InvalidDataException($"{model.FilePath}: {node} cannot take {string.Join(", ", call.All.Select(tensor => $"[{string.Join(", ", tensor.shape)}]"))}: {first}", error);
        }
    }

    /// <summary>Keeps the outputs of a node under their names: all of them, or none where the kit makes too few.</summary>
    public void Store(Dictionary<string, Tensor> values, OnnxNode node, Tensor[] outputs)
    {
        if (node.Outputs.Skip(outputs.Length).Any(name => name.Length > 0))
        {
            throw new NotSupportedException($"{model.FilePath}: {node} has {node.Outputs.Count} outputs; the kit makes {outputs.Length} of them");
        }

        for (var i = 0; i < node.Outputs.Count; i++)
        {
            if (node.Outputs[i].Length > 0)
            {
                values[node.Outputs[i]] = outputs[i];
            }
        }
    }

    private static bool Fits(OnnxValueInfo input, Tensor tensor) =>
        (input.DType is null || input.DType == tensor.dtype || (IsHalf(input.DType) && tensor.dtype == ScalarType.Float32))
        && (input.Dimensions is null || (input.Dimensions.Count == tensor.dim() && input.Dimensions.Zip(tensor.shape).All(pair => pair.First.Size is not { } size || size == pair.Second)));
}
