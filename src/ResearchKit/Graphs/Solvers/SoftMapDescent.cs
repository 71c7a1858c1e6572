using ResearchKit.Assignment;

namespace ResearchKit.Graphs;

/// <summary>Frank-Wolfe on soft maps X: f(X) = base + ⟨r, X⟩ − ½ ⟨X, W(X)⟩ with W(X)[i, k] = Σ S[i j, k l] X[j, l].</summary>
/// <remarks>
/// Each step goes towards the assignment that is best for the gradient r − W(X), as far as the quadratic falls. W is linear, X starts as a map and moves towards maps, and W of a map
/// takes only the edges of matched neighbours: a step costs one assignment and O(nm), with no product of matrices. Not thread safe.
/// </remarks>
internal sealed class SoftMapDescent
{
    private const int LargestSteps = 100;

    /// <summary>A fall of the gradient relative to the cost at which the descent ends.</summary>
    private const double Flat = 1e-9;

    private readonly EditProblem _problem;
    private readonly AssignmentWorkspace _workspace = new();
    private readonly double[] _soft;
    private readonly double[] _pull;
    private readonly double[] _mapPull;
    private readonly double[] _gradient;
    private readonly double[] _reduced;
    private readonly int[] _map;
    private double[]? _centrePull;

    public SoftMapDescent(EditProblem problem)
    {
        _problem = problem;
        var size = problem.Rows * problem.Columns;
        (_soft, _pull, _mapPull) = (new double[size], new double[size], new double[size]);
        (_gradient, _reduced, _map) = (new double[size], new double[size], new int[problem.Rows]);
    }

    /// <summary>Descends from a map, or from between it and the centre, where all maps weigh the same.</summary>
    /// <param name="start">The map.</param>
    /// <param name="weight">Its share of the first soft map, from 0 for the centre to 1 for the map itself.</param>
    /// <param name="search">The limits.</param>
    /// <returns>The cheapest map on the way; never dearer than the start.</returns>
    public int[] Run(int[] start, double weight, GedSearch search)
    {
        var best = (int[])start.Clone();
        var bestCost = _problem.CostOf(best);
        Begin(start, weight);
        for (var step = 0; step < LargestSteps && search.LookAtClock(); step++)
        {
            var fall = BestDirection();
            var cost = _problem.CostOf(_map);
            if (cost < bestCost)
            {
                bestCost = cost;
                _map.CopyTo(best, 0);
            }

            if (fall >= -Flat * Math.Max(1, bestCost))
            {
                break;
            }

            Move(fall);
        }

        Project();
        return _problem.CostOf(_map) < bestCost ? (int[])_map.Clone() : best;
    }

    private void Begin(int[] start, double weight)
    {
        Array.Clear(_soft);
        PullOf(start, _pull);
        if (weight < 1)
        {
            _centrePull ??= PullOfCentre();
            Array.Fill(_soft, (1 - weight) / Math.Max(_problem.Rows, _problem.Columns));
            for (var k = 0; k < _pull.Length; k++)
            {
                _pull[k] = (weight * _pull[k]) + ((1 - weight) * _centrePull[k]);
            }
        }

        Spread(_soft, start, weight);
    }

    /// <summary>Finds the map that the gradient falls most towards.</summary>
    /// <returns>The slope on the way to it, at most 0 but for rounding.</returns>
    private double BestDirection()
    {
        var here = 0.0;
        for (var k = 0; k < _gradient.Length; k++)
        {
            _gradient[k] = _problem.NodeGain[k] - _pull[k];
            _reduced[k] = Math.Min(_gradient[k], 0);
            here += _gradient[k] * _soft[k];
        }

        var there = _workspace.Solve(_reduced, _problem.Rows, _problem.Columns, _map);
        for (var i = 0; i < _map.Length; i++)
        {
            // A pair that gains nothing is a deletion and an insertion, unless it is free: then it is kept.
            _map[i] = _map[i] >= 0 && _gradient[(i * _problem.Columns) + _map[i]] > 0 ? -1 : _map[i];
        }

        return there - here;
    }

    /// <summary>Goes towards the map as far as the cost falls.</summary>
    private void Move(double fall)
    {
        PullOf(_map, _mapPull);

        // ⟨D, W(D)⟩ with D = map − X; W is symmetric.
        var bend = 0.0;
        for (var k = 0; k < _soft.Length; k++)
        {
            bend += _soft[k] * (_pull[k] - _mapPull[k]);
        }

        for (var i = 0; i < _map.Length; i++)
        {
            if (_map[i] >= 0)
            {
                var at = (i * _problem.Columns) + _map[i];
                bend += _mapPull[at] - _pull[at];
            }
        }

        // f(X + tD) = f(X) + t · fall − ½ t² · bend.
        var length = bend < 0 ? Math.Min(1, fall / bend) : 1;
        for (var k = 0; k < _soft.Length; k++)
        {
            _soft[k] *= 1 - length;
            _pull[k] += length * (_mapPull[k] - _pull[k]);
        }

        Spread(_soft, _map, length);
    }

    /// <summary>The map that lies closest to the soft one.</summary>
    private void Project()
    {
        for (var k = 0; k < _soft.Length; k++)
        {
            _reduced[k] = -_soft[k];
        }

        _workspace.Solve(_reduced, _problem.Rows, _problem.Columns, _map);
        for (var i = 0; i < _map.Length; i++)
        {
            _map[i] = _map[i] >= 0 && _soft[(i * _problem.Columns) + _map[i]] == 0 ? -1 : _map[i];
        }
    }

    private void Spread(double[] soft, int[] map, double weight)
    {
        for (var i = 0; i < map.Length; i++)
        {
            if (map[i] >= 0)
            {
                soft[(i * _problem.Columns) + map[i]] += weight;
            }
        }
    }

    /// <summary>W of a map: every matched pair (j, l) saves on the edges between its neighbours.</summary>
    private void PullOf(int[] map, double[] pull)
    {
        Array.Clear(pull);
        var (n, m, codes) = (_problem.Rows, _problem.Columns, _problem.CodeCount);
        for (var j = 0; j < n; j++)
        {
            var l = map[j];
            if (l < 0)
            {
                continue;
            }

            foreach (var i in _problem.SourceNeighbours[j])
            {
                var saving = _problem.Saving.AsSpan(_problem.SourceCodes[(j * n) + i] * codes, codes);
                var row = pull.AsSpan(i * m, m);
                foreach (var k in _problem.TargetNeighbours[l])
                {
                    row[k] += saving[_problem.TargetCodes[(l * m) + k]];
                }
            }
        }
    }

    /// <summary>W of the soft map whose entries are all 1 / max(n, m).</summary>
    private double[] PullOfCentre()
    {
        var (n, m, codes) = (_problem.Rows, _problem.Columns, _problem.CodeCount);
        var pull = new double[n * m];
        for (var i = 0; i < n; i++)
        {
            foreach (var j in _problem.SourceNeighbours[i])
            {
                var saving = _problem.Saving.AsSpan(_problem.SourceCodes[(i * n) + j] * codes, codes);
                for (var k = 0; k < m; k++)
                {
                    foreach (var l in _problem.TargetNeighbours[k])
                    {
                        pull[(i * m) + k] += saving[_problem.TargetCodes[(k * m) + l]] / Math.Max(n, m);
                    }
                }
            }
        }

        return pull;
    }
}
