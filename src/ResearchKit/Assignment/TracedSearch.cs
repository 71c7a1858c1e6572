namespace ResearchKit.Assignment;

/// <summary>The state of an <see cref="AssignmentTrace"/> between its steps.</summary>
internal sealed class TracedSearch(double[,] cost)
{
    private readonly double[] _u = new double[cost.GetLength(0)];
    private readonly double[] _v = new double[cost.GetLength(1)];
    private readonly int[] _columnOfRow = Unpaired(cost.GetLength(0));
    private readonly int[] _rowOfColumn = Unpaired(cost.GetLength(1));

    /// <summary>Gives one more row a column along a shortest augmenting path.</summary>
    public AssignmentStep Assign(int row)
    {
        var columns = _v.Length;
        var distance = Enumerable.Repeat(double.PositiveInfinity, columns).ToArray();
        var rowBefore = new int[columns];
        var reached = new List<int>();
        var current = row;
        var length = 0.0;
        do
        {
            var nearest = -1;
            for (var j = 0; j < columns; j++)
            {
                if (reached.Contains(j))
                {
                    continue;
                }

                var candidate = length + (cost[current, j] - _u[current] - _v[j]);
                if (candidate < distance[j])
                {
                    distance[j] = candidate;
                    rowBefore[j] = current;
                }

                if (distance[j] < (nearest < 0 ? double.PositiveInfinity : distance[nearest]))
                {
                    nearest = j;
                }
            }

            if (nearest < 0)
            {
                throw InfeasibleAssignmentException.ForRow(row, _u.Length, columns, transposed: false);
            }

            reached.Add(nearest);
            length = distance[nearest];
            current = _rowOfColumn[nearest];
        }
        while (current >= 0);

        MovePrices(row, reached, distance, length);
        var path = Augment(row, reached[^1], rowBefore);
        return new AssignmentStep
        {
            Row = row,
            Reached = reached,
            Distances = [.. reached.Select(j => distance[j])],
            Path = path,
            ColumnOfRow = [.. _columnOfRow],
            RowDuals = [.. _u],
            ColumnDuals = [.. _v],
        };
    }

    /// <summary>Raises the rows and lowers the columns that are nearer than the end of the path by the difference.</summary>
    private void MovePrices(int row, List<int> reached, double[] distance, double length)
    {
        _u[row] += length;
        foreach (var j in reached.SkipLast(1))
        {
            _u[_rowOfColumn[j]] += length - distance[j];
            _v[j] -= length - distance[j];
        }
    }

    private List<(int Row, int Column)> Augment(int row, int free, int[] rowBefore)
    {
        var path = new List<(int Row, int Column)>();
        var column = free;
        while (true)
        {
            var partner = rowBefore[column];
            var given = _columnOfRow[partner];
            path.Add((partner, column));
            (_columnOfRow[partner], _rowOfColumn[column]) = (column, partner);
            if (partner == row)
            {
                path.Reverse();
                return path;
            }

            column = given;
        }
    }

    private static int[] Unpaired(int length) => [.. Enumerable.Repeat(-1, length)];
}
