namespace ResearchKit.Onnx;

/// <summary>A node that the derivation of a spec could not follow.</summary>
/// <param name="Node">The node's name.</param>
/// <param name="Operator">Its operator, with the domain.</param>
/// <param name="Reason">Why: the operator or its settings are unknown, or it needs what an unknown operator makes.</param>
public sealed record OnnxUnknownOperator(string Node, string Operator, string Reason);
