using System.Runtime.CompilerServices;

namespace ResearchKit.Assignment;

/// <content>Matrices with more rows than columns.</content>
internal sealed unsafe partial class ListSolver<T>
{
    /// <summary>Columns and rows copied at a time, so that both sides stay in the cache.</summary>
    private const int Tile = 32;

    private readonly AlignedBuffer<T> _transposed = new();

    /// <summary>Solves the transposed problem, on a transposed copy. Entries are checked here, where rows and columns have the caller's names.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public ListOutcome SolveTransposed(T* cost, int rows, int columns, Sense sense, AssignmentStart start, LaneWidth width)
    {
        var target = _transposed.Ensure((long)rows * columns);
        var squares = T.Zero;
        for (var top = 0; top < rows; top += Tile)
        {
            for (var left = 0; left < columns; left += Tile)
            {
                for (var j = left; j < Math.Min(columns, left + Tile); j++)
                {
                    for (var i = top; i < Math.Min(rows, top + Tile); i++)
                    {
                        var c = cost[((long)i * columns) + j];
                        squares += c * c;
                        target[((long)j * rows) + i] = c;
                    }
                }
            }
        }

        for (var i = 0; i < rows && !T.IsFinite(squares); i++)
        {
            CostGuard.InspectRow(new ReadOnlySpan<T>(cost + ((long)i * columns), columns), i, sense);
        }

        return Solve(target, columns, rows, sense, start, width);
    }
}
