namespace ResearchKit.Assignment;

/// <content>The choice of start.</content>
internal sealed unsafe partial class ListSolver<T>
{
    private const int LeastSample = 16;
    private const int LargestSample = 64;
    private const int RowsPerSample = 32;

    /// <summary>
    /// The share of a list's spread that lies between its first two entries, below which prices start from column minima: about 0.05 for uniform costs, 0.1 for
    /// distances in the plane, 0.25 and more for tails like the normal distribution's, above 0.5 where rows have one clear partner.
    /// </summary>
    private const double SmallGap = 0.2;

    /// <summary>Sets each price to minus the dual of its column.</summary>
    private void StartFrom(ReadOnlySpan<double> columnDuals, Sense sense)
    {
        var sign = sense == Sense.Minimize ? 1.0 : -1.0;
        for (var j = 0; j < columnDuals.Length; j++)
        {
            SetPrice(j, -sign * columnDuals[j]);
        }
    }

    /// <summary>Chooses a start by how a sample of rows goes on after its smallest entry.</summary>
    /// <remarks>
    /// Where costs have a floor that all rows come close to, the smallest of a column says little about who should get it, and prices at the floor
    /// spare rows the quarrel. Where the smallest entries stand out, they would set prices that the others cannot pay.
    /// </remarks>
    private AssignmentStart ChooseStart<TLanes, TVector>()
        where TLanes : struct, ILanes<TVector, T>
        where TVector : struct
    {
        var sample = Math.Min(_rows, Math.Clamp(_rows / RowsPerSample, LeastSample, LargestSample));
        var (gaps, spreads) = (0.0, 0.0);
        for (var k = 0; k < sample && !_overflow; k++)
        {
            var row = (int)((long)_rows * k / sample);
            Build<TLanes, TVector>(row, 1);
            var length = _listLength[row];
            if (length > 1)
            {
                var list = _entries + _listStart[row];
                gaps += list[1].Key - list[0].Key;
                spreads += list[length - 1].Key - list[0].Key;
            }

            // Column minima may lower prices, after which this list would not be valid.
            _listLength[row] = NoList;
        }

        return gaps < SmallGap * spreads ? AssignmentStart.ColumnMinimum : AssignmentStart.RowFirst;
    }
}
