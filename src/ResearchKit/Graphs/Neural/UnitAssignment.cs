using ResearchKit.Assignment;

namespace ResearchKit.Graphs.Neural;

/// <summary>One hidden layer of two networks with the maps of all other layers held: the error-correcting assignment of its units.</summary>
/// <remarks>An edge whose other end has no partner costs the same whatever this layer does, and is left out.</remarks>
internal sealed class UnitAssignment(double[][,] weights, double[][] biases, double[][,] otherWeights, double[][] otherBiases, int layer, double pairPrice)
{
    private readonly double[] _bias = biases[layer - 1];
    private readonly double[] _otherBias = otherBiases[layer - 1];

    /// <summary>Maps the layer optimally.</summary>
    public void Improve(int[][] maps)
    {
        var (n, m) = (_bias.Length, _otherBias.Length);
        var (substitution, deletion, insertion) = (new double[n * m], new double[n], new double[m]);
        for (var i = 0; i < n; i++)
        {
            deletion[i] = Math.Abs(_bias[i]) + EdgesOf(maps, i, -1);
            for (var k = 0; k < m; k++)
            {
                substitution[(i * m) + k] = pairPrice + Math.Abs(_bias[i] - _otherBias[k]) + EdgesOf(maps, i, k);
            }
        }

        for (var k = 0; k < m; k++)
        {
            insertion[k] = Math.Abs(_otherBias[k]) + EdgesOf(maps, -1, k);
        }

        maps[layer] = ErrorCorrectingAssignment.Solve(substitution, deletion, insertion).ColumnOfRow;
    }

    /// <summary>Σ |w − w′| over the edges to units with a partner; a unit −1 has weights 0.</summary>
    private double EdgesOf(int[][] maps, int unit, int other)
    {
        var sum = 0.0;
        for (var j = 0; j < maps[layer - 1].Length; j++)
        {
            var l = maps[layer - 1][j];
            sum += l < 0 ? 0 : Math.Abs((unit < 0 ? 0 : weights[layer - 1][unit, j]) - (other < 0 ? 0 : otherWeights[layer - 1][other, l]));
        }

        for (var j = 0; j < maps[layer + 1].Length; j++)
        {
            var l = maps[layer + 1][j];
            sum += l < 0 ? 0 : Math.Abs((unit < 0 ? 0 : weights[layer][j, unit]) - (other < 0 ? 0 : otherWeights[layer][l, other]));
        }

        return sum;
    }
}
