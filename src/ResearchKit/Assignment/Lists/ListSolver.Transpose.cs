namespace ResearchKit.Assignment;

/// <content>Matrices with more rows than columns.</content>
internal sealed unsafe partial class ListSolver<T>
{
    /// <summary>Columns and rows copied at a time, so that both sides stay in the cache.</summary>
    private const int Tile = 32;

    private readonly AlignedBuffer<T> _transposed = new();

    /// <summary>Solves the transposed problem, on a transposed copy.</summary>
    public ListOutcome SolveTransposed(T* cost, int rows, int columns, Sense sense, AssignmentStart start, LaneWidth width)
    {
        var target = _transposed.Ensure((long)rows * columns);
        for (var top = 0; top < rows; top += Tile)
        {
            for (var left = 0; left < columns; left += Tile)
            {
                for (var j = left; j < Math.Min(columns, left + Tile); j++)
                {
                    for (var i = top; i < Math.Min(rows, top + Tile); i++)
                    {
                        target[((long)j * rows) + i] = cost[((long)i * columns) + j];
                    }
                }
            }
        }

        return Solve(target, columns, rows, sense, start, width);
    }
}
