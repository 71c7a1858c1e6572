namespace ResearchKit.Graphs.Neural;

/// <summary>The alignment of pairs that an alignment of nodes brings about, and its gradient by the latter, for one pair of graphs.</summary>
/// <remarks><see cref="PairAlignment"/> is the plain form.</remarks>
internal sealed class InducedAlignment
{
    private readonly int _nodes;
    private readonly int _nodeStride;
    private readonly int _pairStride;

    public InducedAlignment(int nodes)
    {
        (_nodes, _nodeStride, _pairStride) = (nodes, RowBlock.StrideOf(nodes), RowBlock.StrideOf(NodePairs.Count(nodes)));
        Plan = new float[NodePairs.Count(nodes) * _pairStride];
        PlanGradient = new float[Plan.Length];
    }

    /// <summary>S of the last pair.</summary>
    public float[] Plan { get; }

    /// <summary>The gradient by S, to be filled.</summary>
    public float[] PlanGradient { get; }

    /// <summary>S from P.</summary>
    public void Forward(ReadOnlySpan<float> nodePlan)
    {
        var at = 0;
        for (var i = 0; i < _nodes; i++)
        {
            for (var j = i + 1; j < _nodes; j++, at += _pairStride)
            {
                var rowI = nodePlan.Slice(i * _nodeStride, _nodes);
                var rowJ = nodePlan.Slice(j * _nodeStride, _nodes);
                var row = Plan.AsSpan(at, _pairStride);
                var f = 0;
                for (var k = 0; k < rowI.Length; k++)
                {
                    for (var l = k + 1; l < rowJ.Length; l++)
                    {
                        row[f++] = (rowI[k] * rowJ[l]) + (rowI[l] * rowJ[k]);
                    }
                }
            }
        }

        Array.Clear(PlanGradient);
    }

    /// <summary>Adds the gradient by P.</summary>
    public void Backward(ReadOnlySpan<float> nodePlan, Span<float> nodeGradient)
    {
        var at = 0;
        for (var i = 0; i < _nodes; i++)
        {
            for (var j = i + 1; j < _nodes; j++, at += _pairStride)
            {
                var rowI = nodePlan.Slice(i * _nodeStride, _nodes);
                var rowJ = nodePlan.Slice(j * _nodeStride, _nodes);
                var toI = nodeGradient.Slice(i * _nodeStride, _nodes);
                var toJ = nodeGradient.Slice(j * _nodeStride, _nodes);
                var row = PlanGradient.AsSpan(at, _pairStride);
                var f = 0;
                for (var k = 0; k < rowI.Length; k++)
                {
                    for (var l = k + 1; l < rowI.Length; l++)
                    {
                        var slope = row[f++];
                        if (slope != 0)
                        {
                            toI[k] += slope * rowJ[l];
                            toJ[l] += slope * rowI[k];
                            toI[l] += slope * rowJ[k];
                            toJ[k] += slope * rowI[l];
                        }
                    }
                }
            }
        }
    }
}
