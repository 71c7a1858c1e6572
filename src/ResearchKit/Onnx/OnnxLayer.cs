namespace ResearchKit.Onnx;

/// <summary>A part of a network as a picture shows it: a layer with weights, or an operator in which several layers meet.</summary>
/// <param name="Name">The node's name.</param>
/// <param name="Operator">Its operator.</param>
/// <param name="Weights">The weights that it reads; none where layers only meet.</param>
/// <param name="Inputs">The positions, in the list of layers, of those that feed it; none where it reads the network's inputs alone.</param>
/// <param name="Group">The permutation group of its output units, or null where they stay.</param>
public sealed record OnnxLayer(string Name, string Operator, IReadOnlyList<string> Weights, IReadOnlyList<int> Inputs, string? Group);
