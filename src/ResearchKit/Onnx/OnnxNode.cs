namespace ResearchKit.Onnx;

/// <summary>One operator of a graph.</summary>
public sealed class OnnxNode
{
    internal OnnxNode(string name, string @operator, string domain, IReadOnlyList<string> inputs, IReadOnlyList<string> outputs, IReadOnlyList<string> captured, OnnxAttributes attributes)
    {
        Name = name;
        Operator = @operator;
        Domain = domain;
        Inputs = inputs;
        Outputs = outputs;
        Captured = captured;
        Attributes = attributes;
    }

    /// <summary>The node's name, or the name of its first output where it has none.</summary>
    public string Name { get; }

    /// <summary>The operator, for example <c>Conv</c>.</summary>
    public string Operator { get; }

    /// <summary>The domain of the operator; empty for ONNX's own.</summary>
    public string Domain { get; }

    /// <summary>The operator with its domain, for example <c>com.microsoft.FusedConv</c>.</summary>
    public string FullOperator => Domain.Length == 0 ? Operator : $"{Domain}.{Operator}";

    /// <summary>The names of the values it takes; an empty name stands for an input that is left out.</summary>
    public IReadOnlyList<string> Inputs { get; }

    /// <summary>The names of the values it makes; an empty name stands for an output that nobody reads.</summary>
    public IReadOnlyList<string> Outputs { get; }

    /// <summary>The names of values that graphs within the node (of a branch or a loop) read from outside.</summary>
    public IReadOnlyList<string> Captured { get; }

    internal OnnxAttributes Attributes { get; }

    /// <summary>The operator and the name.</summary>
    /// <returns>For example <c>Conv '/conv1/Conv'</c>.</returns>
    public override string ToString() => $"{FullOperator} '{Name}'";
}
