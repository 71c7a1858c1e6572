using System.Runtime.CompilerServices;

namespace ResearchKit.Assignment;

/// <content>Shortest augmenting paths over the lists.</content>
internal sealed unsafe partial class ListSolver<T>
{
    private double _reach;   // the distance of the nearest free column found
    private int _reachEnd;   // that column

    /// <summary>Finds the shortest path from a free row to a free column, changes prices and assigns along it.</summary>
    /// <remarks>
    /// The heap holds columns, by distance, and rows (as the complement of their index), by the least distance that any column off
    /// their list could have. When such a row comes up before the path ends, its list is made longer and relaxed again.
    /// </remarks>
    /// <returns>False if no free column can be reached, or lists became too long.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool Augment<TLanes, TVector>(int start)
        where TLanes : struct, ILanes<TVector, T>
        where TVector : struct
    {
        var search = ++_search;
        _heap.Clear();
        _reach = double.PositiveInfinity;
        _reachEnd = -1;
        if (_listLength[start] == NoList)
        {
            Build<TLanes, TVector>(start, 1);
            _builtIn[start] = search;
        }

        var settled = 0;
        var relaxations = 1L;
        _base[start] = 0;
        Relax(start, search);
        while (!_heap.IsEmpty && _heap.Least < _reach && !_overflow)
        {
            var (distance, id) = _heap.Pop();
            int row;
            if (id < 0)
            {
                row = ~id;
                Build<TLanes, TVector>(row, _builtIn[row] == search ? 2 * _segments[row] : 1);
                _builtIn[row] = search;
            }
            else if (distance > _distance[id] || _seen[id] == -search)
            {
                continue;
            }
            else
            {
                // Marked, so that rounding cannot make it nearer afterwards and count it twice.
                _seen[id] = -search;
                _settled[settled++] = id;
                row = _rowOfColumn[id];
                _base[row] = distance - (_pairCost[row] + _price[id]);
                if (_listLength[row] == NoList)
                {
                    Build<TLanes, TVector>(row, 1);
                    _builtIn[row] = search;
                }
            }

            relaxations++;
            Relax(row, search);
        }

        _augmentations++;
        _relaxations += relaxations;
        if (_reachEnd < 0 || _overflow)
        {
            return false;
        }

        for (var k = 0; k < settled; k++)
        {
            var column = _settled[k];
            if (_distance[column] < _reach)
            {
                SetPrice(column, _price[column] + (_reach - _distance[column]));
            }
        }

        for (int row = -1, column = _reachEnd; row != start;)
        {
            row = _reachedFrom[column];
            _rowOfColumn[column] = row;
            _pairCost[row] = _reachedCost[column];
            (column, _columnOfRow[row]) = (_columnOfRow[row], column);
        }

        return true;
    }

    /// <summary>Lowers the distances of the columns on a row's list, as far as they are nearer than the best end of a path.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Relax(int row, int search)
    {
        var offset = _base[row];
        var list = _entries + _listStart[row];
        var end = list + _listLength[row];
        for (; list < end; list++)
        {
            if (offset + list->Key >= _reach)
            {
                break;
            }

            var column = list->Column;
            var distance = offset + (double.CreateTruncating(list->Cost) + _price[column]);
            if (distance >= _reach || (_seen[column] == search && distance >= _distance[column]) || _seen[column] == -search)
            {
                continue;
            }

            _seen[column] = search;
            _distance[column] = distance;
            _reachedFrom[column] = row;
            _reachedCost[column] = double.CreateTruncating(list->Cost);
            if (_rowOfColumn[column] < 0)
            {
                _reach = distance;
                _reachEnd = column;
            }
            else
            {
                _heap.Push(distance, column);
            }
        }

        var rest = offset + _bound[row];
        if (rest < _reach)
        {
            _heap.Push(rest, ~row);
        }
    }
}
