using System.Runtime.Intrinsics;

namespace ResearchKit.Graphs.Neural;

/// <summary>del [a − b]₊ + ins [b − a]₊.</summary>
internal readonly struct PositivePartsTerm(double deletion, double insertion) : IElementTerm
{
    private readonly Vector256<float> _deletion = Vector256.Create((float)deletion);
    private readonly Vector256<float> _insertion = Vector256.Create((float)insertion);

    public void Evaluate(Vector256<float> a, Vector256<float> b, out Vector256<float> value, out Vector256<float> slopeA, out Vector256<float> slopeB)
    {
        slopeA = (Vector256.GreaterThan(a, b) & _deletion) - (Vector256.LessThan(a, b) & _insertion);
        slopeB = -slopeA;
        value = slopeA * (a - b);
    }
}
