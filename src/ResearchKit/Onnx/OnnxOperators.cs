namespace ResearchKit.Onnx;

/// <summary>The operators that the kit knows.</summary>
public static class OnnxOperators
{
    private static readonly Dictionary<string, OnnxOperator> Known = new(
        ElementwiseOperators.All
            .Concat(ArithmeticOperators.All)
            .Concat(MatrixOperators.All)
            .Concat(ConvolutionOperators.All)
            .Concat(PoolingOperators.All)
            .Concat(NormalisationOperators.All)
            .Concat(ReductionOperators.All)
            .Concat(ShapeOperators.All)
            .Concat(SelectionOperators.All)
            .Concat(JoiningOperators.All)
            .Concat(ConstantOperators.All),
        StringComparer.Ordinal);

    /// <summary>Their names in alphabetical order, those of other domains than ONNX's own with the domain.</summary>
    public static IReadOnlyList<string> Names => [.. Known.Keys.Order(StringComparer.Ordinal)];

    internal static OnnxOperator? Find(OnnxNode node) => Known.GetValueOrDefault(node.FullOperator);
}
