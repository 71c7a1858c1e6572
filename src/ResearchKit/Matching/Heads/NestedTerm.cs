using ResearchKit.Permutations;

namespace ResearchKit.Matching;

/// <summary>A square block of a matrix of similarities whose rows and columns a nested axis permutes alike.</summary>
/// <param name="Axis">What moves the positions.</param>
/// <param name="Matrix">The whole matrix, row-major: row of the reference, column of the candidate.</param>
/// <param name="Stride">The columns of the whole matrix.</param>
/// <param name="Row">The first row of the block.</param>
/// <param name="Column">The first column of the block.</param>
internal sealed record NestedTerm(AxisPermutation Axis, double[] Matrix, int Stride, int Row = 0, int Column = 0)
{
    /// <summary>The inside of one block under the pairing of place <paramref name="row"/> with block <paramref name="column"/>.</summary>
    public NestedTerm Inside(int row, int column) => this with
    {
        Axis = Axis.Inner.Count > 0 ? Axis.Inner[row] : AxisPermutation.Fixed(Axis.BlockSize),
        Row = Row + (row * Axis.BlockSize),
        Column = Column + (column * Axis.BlockSize),
    };

    /// <summary>The sum over a diagonal of <paramref name="length"/> positions from a row and a column of the block.</summary>
    public double Trace(int row, int column, int length)
    {
        var first = ((Row + row) * Stride) + Column + column;
        var sum = 0.0;
        for (var k = 0; k < length; k++)
        {
            sum += Matrix[first + (k * (Stride + 1))];
        }

        return sum;
    }
}
