using TorchSharp.Modules;
using static TorchSharp.torch;

namespace ResearchKit.Permutations;

/// <summary>What is known of the engine's layers.</summary>
internal static class KnownLayers
{
    // By name, so that a layer that one version of the engine does not have is no obstacle. None of these has parameters, and each treats all channels alike.
    private static readonly HashSet<string> Passing =
    [
        "ReLU", "ReLU6", "ELU", "CELU", "SELU", "GELU", "SiLU", "Mish", "Sigmoid", "Tanh", "Hardtanh", "Hardswish", "Hardsigmoid", "LeakyReLU", "Softplus", "Softsign", "LogSigmoid", "Softmax", "LogSoftmax",
        "Dropout", "Dropout1d", "Dropout2d", "Dropout3d", "Identity", "MaxPool1d", "MaxPool2d", "AvgPool1d", "AvgPool2d", "AdaptiveAvgPool1d", "AdaptiveAvgPool2d", "AdaptiveMaxPool2d",
    ];

    /// <summary>Adds a layer to a structure; returns why it is not known, or null when it was added.</summary>
    public static string? Add(ModuleStructure structure, string name, nn.Module module)
    {
        switch (module)
        {
            case IPermutationStructure described:
                structure.Builder.Scope(name, _ => described.Describe(structure));
                return null;
            case Sequential chain:
                structure.Builder.Scope(name, _ => AddChain(structure, chain));
                return null;
            case Flatten:
                structure.Flatten();
                return null;
        }

        var shapes = module.state_dict().ToDictionary(pair => pair.Key, pair => pair.Value.shape);
        var isEngine = module.GetType().Namespace == typeof(Linear).Namespace;
        var type = module.GetType().Name;
        if (isEngine && Passing.Contains(type) && shapes.Count == 0)
        {
            return null;
        }

        return !isEngine ? "its type says nothing of its data flow; let it implement IPermutationStructure" : type switch
        {
            "Linear" => AddWeight(structure, name, shapes, 0),
            "Conv1d" => AddWeight(structure, name, shapes, 1),
            "Conv2d" => AddWeight(structure, name, shapes, 2),
            "Conv3d" => AddWeight(structure, name, shapes, 3),
            "BatchNorm1d" or "BatchNorm2d" or "BatchNorm3d" or "InstanceNorm1d" or "InstanceNorm2d" => AddBatchNorm(structure, name, shapes),
            "LayerNorm" => AddLayerNorm(structure, name, shapes),
            "Embedding" => AddEmbedding(structure, name, shapes),
            _ => "no rule is known for this type of layer",
        };
    }

    private static void AddChain(ModuleStructure structure, Sequential chain)
    {
        foreach (var (name, module) in chain.named_children())
        {
            structure.Layer(name, module);
        }
    }

    private static string? AddWeight(ModuleStructure structure, string name, Dictionary<string, long[]> shapes, int kernelAxes)
    {
        var weight = shapes["weight"];
        var bias = shapes.ContainsKey("bias");
        var channels = structure.Builder.Channels;
        if (kernelAxes > 0 && channels > 0 && weight[1] < channels && channels % weight[1] == 0 && weight[0] % (channels / weight[1]) == 0)
        {
            structure.Builder.GroupedConv(name, (int)weight[0], (int)(channels / weight[1]), bias, kernelAxes);
            return null;
        }

        if (structure.Enter(weight[1]) is { } reason)
        {
            return reason;
        }

        structure.Builder.Conv(name, (int)weight[0], bias, kernelAxes);
        return null;
    }

    private static string? AddBatchNorm(ModuleStructure structure, string name, Dictionary<string, long[]> shapes)
    {
        var affine = shapes.TryGetValue("weight", out var weight);
        var statistics = shapes.TryGetValue("running_mean", out var mean);
        if (structure.Enter((weight ?? mean ?? [structure.Builder.Channels])[0]) is { } reason)
        {
            return reason;
        }

        structure.Builder.BatchNorm(name, affine, statistics);
        return null;
    }

    private static string? AddLayerNorm(ModuleStructure structure, string name, Dictionary<string, long[]> shapes)
    {
        if (!shapes.TryGetValue("weight", out var weight))
        {
            return null; // without parameters it treats all units that it normalises alike
        }

        if (structure.Enter(weight[0]) is { } reason)
        {
            return reason;
        }

        structure.Builder.LayerNorm(name, weight.Length - 1, shapes.ContainsKey("bias"));
        return null;
    }

    private static string? AddEmbedding(ModuleStructure structure, string name, Dictionary<string, long[]> shapes)
    {
        if (structure.Builder.Channels != 0)
        {
            return "a table of vectors stands at the input of a network only";
        }

        structure.Builder.Embedding(name, (int)shapes["weight"][1]);
        return null;
    }
}
