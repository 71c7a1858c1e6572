using System.Runtime.Intrinsics;

namespace ResearchKit.Graphs.Neural;

/// <summary>factor · max(a, b); where both are equal, each has half of the slope.</summary>
internal readonly struct MaximumTerm(double factor) : IElementTerm
{
    private readonly Vector256<float> _factor = Vector256.Create((float)factor);
    private readonly Vector256<float> _half = Vector256.Create((float)(factor / 2));

    public void Evaluate(Vector256<float> a, Vector256<float> b, out Vector256<float> value, out Vector256<float> slopeA, out Vector256<float> slopeB)
    {
        var tie = Vector256.Equals(a, b) & _half;
        slopeA = (Vector256.GreaterThan(a, b) & _factor) + tie;
        slopeB = (Vector256.LessThan(a, b) & _factor) + tie;
        value = _factor * Vector256.Max(a, b);
    }
}
