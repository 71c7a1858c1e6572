using System.Runtime.Intrinsics;

namespace ResearchKit.Graphs.Neural;

/// <summary>What two numbers contribute to a set divergence, with the slopes in both.</summary>
internal interface IElementTerm
{
    void Evaluate(Vector256<float> a, Vector256<float> b, out Vector256<float> value, out Vector256<float> slopeA, out Vector256<float> slopeB);
}
