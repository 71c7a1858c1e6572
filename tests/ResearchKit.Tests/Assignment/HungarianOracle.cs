namespace ResearchKit.Tests.Assignment;

/// <summary>The textbook Hungarian method with potentials, O(rows² columns), as plain as it can be: what the solvers are compared with.</summary>
internal static class HungarianOracle
{
    /// <summary>The optimal value of a problem with finite or +∞ entries, or +∞ if none is feasible.</summary>
    public static double Minimum(double[] cost, int rows, int columns)
    {
        if (rows > columns)
        {
            return Minimum(Transpose(cost, rows, columns), columns, rows);
        }

        var u = new double[rows + 1];
        var v = new double[columns + 1];
        var rowOf = new int[columns + 1];
        for (var i = 1; i <= rows; i++)
        {
            rowOf[0] = i;
            var distance = Enumerable.Repeat(double.PositiveInfinity, columns + 1).ToArray();
            var previous = new int[columns + 1];
            var used = new bool[columns + 1];
            var j0 = 0;
            do
            {
                used[j0] = true;
                var i0 = rowOf[j0];
                var j1 = -1;
                var delta = double.PositiveInfinity;
                for (var j = 1; j <= columns; j++)
                {
                    if (used[j])
                    {
                        continue;
                    }

                    var reduced = cost[((i0 - 1) * columns) + j - 1] - u[i0] - v[j];
                    if (reduced < distance[j])
                    {
                        distance[j] = reduced;
                        previous[j] = j0;
                    }

                    if (distance[j] < delta)
                    {
                        delta = distance[j];
                        j1 = j;
                    }
                }

                if (j1 < 0)
                {
                    return double.PositiveInfinity;
                }

                for (var j = 0; j <= columns; j++)
                {
                    if (used[j])
                    {
                        u[rowOf[j]] += delta;
                        v[j] -= delta;
                    }
                    else
                    {
                        distance[j] -= delta;
                    }
                }

                j0 = j1;
            }
            while (rowOf[j0] != 0);

            do
            {
                rowOf[j0] = rowOf[previous[j0]];
                j0 = previous[j0];
            }
            while (j0 != 0);
        }

        return Enumerable.Range(1, columns).Where(j => rowOf[j] > 0).Sum(j => cost[((rowOf[j] - 1) * columns) + j - 1]);
    }

    /// <summary>The optimal value by trying everything; for at most 8 rows or columns.</summary>
    public static double BruteForce(double[] cost, int rows, int columns)
    {
        if (rows > columns)
        {
            return BruteForce(Transpose(cost, rows, columns), columns, rows);
        }

        return Try(0, 0);

        double Try(int i, int used)
        {
            if (i == rows)
            {
                return 0;
            }

            var best = double.PositiveInfinity;
            for (var j = 0; j < columns; j++)
            {
                if ((used & (1 << j)) == 0)
                {
                    best = Math.Min(best, cost[(i * columns) + j] + Try(i + 1, used | (1 << j)));
                }
            }

            return best;
        }
    }

    public static double[] Transpose(double[] cost, int rows, int columns)
    {
        var result = new double[cost.Length];
        for (var i = 0; i < rows; i++)
        {
            for (var j = 0; j < columns; j++)
            {
                result[(j * rows) + i] = cost[(i * columns) + j];
            }
        }

        return result;
    }
}
