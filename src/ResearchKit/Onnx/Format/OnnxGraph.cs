using static TorchSharp.torch;

namespace ResearchKit.Onnx;

/// <summary>The checked graph of a model.</summary>
internal sealed record OnnxGraph(
    IReadOnlyList<OnnxNode> Nodes,
    IReadOnlyList<OnnxValueInfo> Inputs,
    IReadOnlyList<OnnxValueInfo> Outputs,
    IReadOnlyDictionary<string, OnnxValueInfo> Values,
    Dictionary<string, Tensor> Stored,
    IReadOnlyList<Tensor> Settings,
    HashSet<string> Parameters,
    Dictionary<string, long> Offsets);
