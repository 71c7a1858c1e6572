namespace ResearchKit.Graphs;

/// <summary>Orbits of the second graph: nodes that some automorphism takes to one another, so that the first decision of a search need only try one of each.</summary>
/// <remarks>
/// Only automorphisms that were found and checked pair by pair join nodes, so that orbits may come out too small but never too large; the work is limited. Valid before anything is
/// decided: later an automorphism would move decided nodes. Of all maps that differ by automorphisms of the second graph and twins of the first, the first in dictionary order survives
/// this and <see cref="TwinNodes"/> together.
/// </remarks>
internal sealed class TargetOrbits
{
    /// <summary>Pairs compared after which the search for automorphisms ends: milliseconds.</summary>
    private const int LargestWork = 200_000;

    private readonly EditProblem _problem;
    private readonly int[] _kinds;
    private readonly ulong[] _colours;
    private readonly int[] _orbit;
    private readonly int[] _order;
    private readonly int[] _parent;
    private readonly int[] _image;
    private readonly bool[] _used;
    private int _work;

    private TargetOrbits(EditProblem problem)
    {
        var m = problem.Columns;
        _problem = problem;
        _kinds = Kinds(problem);
        _colours = NodeColours.Refine(problem.TargetNeighbours, problem.TargetCodes, _kinds);
        (_orbit, _order, _parent, _image, _used) = (new int[m], new int[m], new int[m], new int[m], new bool[m]);
    }

    /// <summary>For each node of the second graph the lowest of its orbit.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="twins">For each node of the second graph a lower twin, or −1.</param>
    public static int[] Of(EditProblem problem, int[] twins)
    {
        var orbits = new TargetOrbits(problem);
        for (var b = 0; b < problem.Columns; b++)
        {
            orbits._orbit[b] = twins[b] < 0 ? b : orbits._orbit[twins[b]];
        }

        for (var b = 1; b < problem.Columns; b++)
        {
            for (var a = 0; a < b && orbits._orbit[b] == b && orbits._work <= LargestWork; a++)
            {
                if (orbits._orbit[a] == a && orbits._colours[a] == orbits._colours[b] && orbits.TryMove(a, b))
                {
                    orbits.Join();
                }
            }
        }

        return orbits._orbit;
    }

    /// <summary>Nodes of one kind cost the same whatever becomes of them.</summary>
    private static int[] Kinds(EditProblem problem)
    {
        var (n, m) = (problem.Rows, problem.Columns);
        var kinds = new int[m];
        for (var b = 0; b < m; b++)
        {
            kinds[b] = b;
            for (var a = 0; a < b && kinds[b] == b; a++)
            {
                var isSame = kinds[a] == a;
                for (var i = 0; i < n && isSame; i++)
                {
                    isSame = problem.NodeGain[(i * m) + a] == problem.NodeGain[(i * m) + b];
                }

                kinds[b] = isSame ? a : b;
            }
        }

        return kinds;
    }

    /// <summary>Looks for an automorphism that takes a to b, and leaves it in the image.</summary>
    private bool TryMove(int a, int b)
    {
        SortFrom(a);
        Array.Clear(_used);
        return TryPlace(0, b) && IsAutomorphism();
    }

    /// <summary>Sorts all nodes breadth first from one, so that nearly every node comes after a neighbour.</summary>
    private void SortFrom(int root)
    {
        Array.Fill(_parent, -2);
        var last = 0;
        for (var start = -1; start < _order.Length; start++)
        {
            var first = start < 0 ? root : start;
            if (_parent[first] != -2)
            {
                continue;
            }

            _parent[first] = -1;
            _order[last++] = first;
            for (var next = last - 1; next < last; next++)
            {
                foreach (var other in _problem.TargetNeighbours[_order[next]])
                {
                    if (_parent[other] == -2)
                    {
                        _parent[other] = _order[next];
                        _order[last++] = other;
                    }
                }
            }
        }
    }

    /// <summary>Sends a node of the order to an image, and all that come after it to some.</summary>
    private bool TryPlace(int place, int image)
    {
        var (m, node, codes) = (_order.Length, _order[place], _problem.TargetCodes);
        if (_used[image] || _colours[image] != _colours[node] || _kinds[image] != _kinds[node])
        {
            return false;
        }

        for (var t = 0; t < place; t++)
        {
            _work++;
            if (codes[(node * m) + _order[t]] != codes[(image * m) + _image[_order[t]]])
            {
                return false;
            }
        }

        (_image[node], _used[image]) = (image, true);
        if (place + 1 == m || TryNext(place + 1))
        {
            return true;
        }

        _used[image] = false;
        return false;
    }

    private bool TryNext(int place)
    {
        var parent = _parent[_order[place]];
        var candidates = parent < 0 ? _order : _problem.TargetNeighbours[_image[parent]];
        foreach (var candidate in candidates)
        {
            if (_work > LargestWork)
            {
                return false;
            }

            if (TryPlace(place, candidate))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether the image is one: what prunes must be certain, whatever the search did.</summary>
    private bool IsAutomorphism()
    {
        var (m, codes) = (_order.Length, _problem.TargetCodes);
        for (var i = 0; i < m; i++)
        {
            if (_kinds[_image[i]] != _kinds[i])
            {
                return false;
            }

            for (var j = 0; j < m; j++)
            {
                if (codes[(i * m) + j] != codes[(_image[i] * m) + _image[j]])
                {
                    return false;
                }
            }
        }

        return true;
    }

    /// <summary>Joins the orbits of every node and its image.</summary>
    private void Join()
    {
        for (var i = 0; i < _orbit.Length; i++)
        {
            var (one, other) = (_orbit[i], _orbit[_image[i]]);
            if (one != other)
            {
                var (low, high) = (Math.Min(one, other), Math.Max(one, other));
                _orbit.AsSpan().Replace(high, low);
            }
        }
    }
}
