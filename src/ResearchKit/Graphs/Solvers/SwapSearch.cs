namespace ResearchKit.Graphs;

/// <summary>Local search on a map: of all ways to pass on the images of up to K assignments in a ring, the one that saves most is made, until none saves.</summary>
/// <remarks>
/// An assignment is (i, f(i)), a deletion (i, ε), an insertion (ε, k), or the empty one (ε, ε), which lets a pair fall apart. Larger rings are tried only where no
/// smaller one saves. Changes in cost come from the edges of the nodes concerned alone. Not thread safe.
/// Reference: Z. Zeng et al., "Comparing stars: on approximating graph edit distance", PVLDB 2 (2009), section 5.3; N. Boria et al., "Improved local search for graph edit
/// distance", Pattern Recognition Letters 129 (2020), for K-REFINE.
/// </remarks>
internal sealed class SwapSearch(EditProblem problem, int largestRing)
{
    private readonly int[] _left = new int[problem.Rows + problem.Columns + 1];
    private readonly int[] _right = new int[problem.Rows + problem.Columns + 1];
    private readonly int[] _ring = new int[largestRing];
    private readonly int[] _bestRing = new int[largestRing];
    private int _count;
    private int _bestShift;
    private double _bestDelta;

    /// <summary>Improves a map in place.</summary>
    /// <returns>How much cheaper it became.</returns>
    public double Improve(int[] map, GedSearch search)
    {
        var before = problem.CostOf(map);
        var slack = 1e-12 * Math.Max(1, before);
        var size = 2;
        while (size <= largestRing && search.LookAtClock())
        {
            List(map);
            (_bestDelta, _bestShift) = (-slack, 0);
            Try(map, 0, 0, size, search);
            if (_bestShift == 0)
            {
                size++;
                continue;
            }

            for (var s = 0; s < size; s++)
            {
                var left = _left[_bestRing[s]];
                if (left >= 0)
                {
                    map[left] = _right[_bestRing[(s + _bestShift) % size]];
                }
            }

            size = 2;
        }

        return before - problem.CostOf(map);
    }

    /// <summary>Lists the assignments of a map.</summary>
    private void List(int[] map)
    {
        _count = 0;
        var used = new bool[problem.Columns];
        for (var i = 0; i < map.Length; i++)
        {
            (_left[_count], _right[_count]) = (i, map[i]);
            _count++;
            if (map[i] >= 0)
            {
                used[map[i]] = true;
            }
        }

        for (var k = 0; k < used.Length; k++)
        {
            if (!used[k])
            {
                (_left[_count], _right[_count]) = (-1, k);
                _count++;
            }
        }

        (_left[_count], _right[_count]) = (-1, -1);
        _count++;
    }

    /// <summary>Tries all rings of a size whose first places are chosen.</summary>
    private void Try(int[] map, int chosen, int from, int size, GedSearch search)
    {
        if (chosen == size)
        {
            for (var shift = 1; shift < size; shift++)
            {
                Weigh(map, size, shift);
            }

            return;
        }

        for (var k = from; k < _count; k++)
        {
            if (chosen == 0 && !search.LookAtClock())
            {
                return;
            }

            // Nodes of the first graph come first in the list: a ring without any changes nothing.
            if (chosen == 0 && _left[k] < 0)
            {
                return;
            }

            _ring[chosen] = k;
            Try(map, chosen + 1, k + 1, size, search);
        }
    }

    private void Weigh(int[] map, int size, int shift)
    {
        var delta = 0.0;
        for (var s = 0; s < size; s++)
        {
            var left = _left[_ring[s]];
            if (left >= 0)
            {
                delta -= Contribution(map, left);
                map[left] = -1;
            }
        }

        for (var s = 0; s < size; s++)
        {
            var left = _left[_ring[s]];
            if (left >= 0)
            {
                map[left] = _right[_ring[(s + shift) % size]];
                delta += Contribution(map, left);
            }
        }

        for (var s = 0; s < size; s++)
        {
            if (_left[_ring[s]] >= 0)
            {
                map[_left[_ring[s]]] = _right[_ring[s]];
            }
        }

        if (delta < _bestDelta)
        {
            (_bestDelta, _bestShift) = (delta, shift);
            _ring.AsSpan(0, size).CopyTo(_bestRing);
        }
    }

    /// <summary>What a node's image adds to the cost, given the images of its neighbours.</summary>
    private double Contribution(int[] map, int node)
    {
        var image = map[node];
        if (image < 0)
        {
            return 0;
        }

        var sum = problem.NodeGain[(node * problem.Columns) + image];
        foreach (var other in problem.SourceNeighbours[node])
        {
            var otherImage = map[other];
            if (otherImage >= 0)
            {
                sum -= problem.Saving[(problem.SourceCodes[(node * problem.Rows) + other] * problem.CodeCount) + problem.TargetCodes[(image * problem.Columns) + otherImage]];
            }
        }

        return sum;
    }
}
