using System.Numerics;

namespace ResearchKit.Merging.Zip;

/// <summary>Merges the most similar features again and again until as many are left as a model has units.</summary>
/// <remarks>
/// Every feature keeps its most similar partner, and only what a merge changed is looked at again: O(n²) for typical similarities after the matrix has been read.
/// <see cref="SolvePlainly"/> searches the whole matrix for every merge; the tests compare both. Ties go to the pair whose smaller, then larger index is smallest.
/// </remarks>
internal sealed class GreedyZip
{
    private readonly double[] _similarity; // (size, size), symmetric, overwritten
    private readonly int _size;
    private readonly int _models;
    private readonly int _units;
    private readonly double _alpha;
    private readonly int[] _budget;
    private readonly ulong[][] _members; // for each feature the set of models that it holds units of
    private readonly bool[] _closed; // merged once, where merging twice is forbidden
    private readonly bool[] _alive;
    private readonly int[] _partner;
    private readonly int[] _mergedInto;
    private int _sameModel;
    private int _forced;

    private GreedyZip(double[] similarity, int models, int units, double alpha, double beta)
    {
        (_similarity, _models, _units, _alpha) = (similarity, models, units, alpha);
        _size = models * units;

        // (total - kept) / models pairs a model at most, of which a share beta may be its own.
        _budget = [.. Enumerable.Repeat((int)(((_size - units) / models * beta) + 1e-4), models)];
        _members = new ulong[_size][];
        for (var i = 0; i < _size; i++)
        {
            _members[i] = new ulong[(models + 63) / 64];
            _members[i][i / units / 64] = 1UL << (i / units % 64);
        }

        _closed = new bool[_size];
        _alive = [.. Enumerable.Repeat(true, _size)];
        _partner = [.. Enumerable.Repeat(-1, _size)];
        _mergedInto = [.. Enumerable.Range(0, _size)];
    }

    /// <summary>Zips by a symmetric similarity matrix over all units of all models; the matrix is overwritten.</summary>
    public static FeatureZip Solve(double[] similarity, int models, int units, double alpha, double beta) =>
        new GreedyZip(similarity, models, units, alpha, beta).Run(cached: true);

    /// <summary>The same with a search of the whole matrix for every merge.</summary>
    public static FeatureZip SolvePlainly(double[] similarity, int models, int units, double alpha, double beta) =>
        new GreedyZip(similarity, models, units, alpha, beta).Run(cached: false);

    private FeatureZip Run(bool cached)
    {
        RescanAll();
        for (var left = _size; left > _units; left--)
        {
            if (!cached)
            {
                RescanAll();
            }

            var first = Best(_partner);
            var second = first >= 0 ? _partner[first] : -1;
            if (first < 0)
            {
                (first, second) = BestOfForbidden();
                _forced++;
            }

            Merge(Math.Min(first, second), Math.Max(first, second));
        }

        return new FeatureZip(_models, _units, Number(), _sameModel, _forced);
    }

    private int Best(int[] partner)
    {
        var best = -1;
        for (var i = 0; i < _size; i++)
        {
            if (_alive[i] && partner[i] >= 0 && (best < 0 || At(i, partner[i]) > At(best, partner[best])))
            {
                best = i;
            }
        }

        return best;
    }

    private (int First, int Second) BestOfForbidden()
    {
        var (first, second) = (-1, -1);
        for (var i = 0; i < _size; i++)
        {
            for (var j = i + 1; j < _size && _alive[i]; j++)
            {
                if (_alive[j] && (first < 0 || At(i, j) > At(first, second)))
                {
                    (first, second) = (i, j);
                }
            }
        }

        return (first, second);
    }

    private void Merge(int kept, int removed)
    {
        var exhausted = Pay(kept, removed);
        _alive[removed] = false;
        _mergedInto[removed] = kept;
        _closed[kept] = _alpha <= 0;
        for (var k = 0; k < _members[kept].Length; k++)
        {
            _members[kept][k] |= _members[removed][k];
        }

        var factor = _alpha > 0 ? _alpha : 1;
        for (var i = 0; i < _size; i++)
        {
            if (_alive[i] && i != kept)
            {
                var value = factor * Math.Min(At(kept, i), At(removed, i));
                _similarity[(kept * _size) + i] = _similarity[(i * _size) + kept] = value;
            }
        }

        if (exhausted)
        {
            RescanAll();
        }
        else
        {
            RescanAfter(kept, removed);
        }
    }

    /// <summary>Takes a merge of two features that share models off those models' budgets; returns whether one of them ran out.</summary>
    private bool Pay(int first, int second)
    {
        var (shared, exhausted) = (false, false);
        for (var model = 0; model < _models; model++)
        {
            if (Shares(first, second, model))
            {
                shared = true;
                exhausted |= --_budget[model] == 0;
            }
        }

        _sameModel += shared ? 1 : 0;
        return exhausted;
    }

    private void RescanAfter(int kept, int removed)
    {
        for (var i = 0; i < _size; i++)
        {
            if (!_alive[i])
            {
                continue;
            }

            if (i == kept || _partner[i] == kept || _partner[i] == removed)
            {
                Rescan(i);
            }
            else if (Allowed(i, kept) && (_partner[i] < 0 || At(i, kept) > At(i, _partner[i]) || (At(i, kept) == At(i, _partner[i]) && kept < _partner[i])))
            {
                _partner[i] = kept;
            }
        }
    }

    private void RescanAll()
    {
        for (var i = 0; i < _size; i++)
        {
            if (_alive[i])
            {
                Rescan(i);
            }
        }
    }

    private void Rescan(int i)
    {
        var best = -1;
        for (var j = 0; j < _size; j++)
        {
            if (j != i && _alive[j] && (best < 0 || At(i, j) > At(i, best)) && Allowed(i, j))
            {
                best = j;
            }
        }

        _partner[i] = best;
    }

    private bool Allowed(int i, int j)
    {
        if (_closed[i] || _closed[j])
        {
            return false;
        }

        for (var k = 0; k < _members[i].Length; k++)
        {
            for (var both = _members[i][k] & _members[j][k]; both != 0; both &= both - 1)
            {
                if (_budget[(64 * k) + BitOperations.TrailingZeroCount(both)] <= 0)
                {
                    return false;
                }
            }
        }

        return true;
    }

    private bool Shares(int i, int j, int model) => (_members[i][model / 64] & _members[j][model / 64] & (1UL << (model % 64))) != 0;

    private double At(int i, int j) => _similarity[(i * _size) + j];

    /// <summary>Numbers the features by the smallest unit that each holds.</summary>
    private int[] Number()
    {
        var numbers = new int[_size];
        var next = 0;
        for (var i = 0; i < _size; i++)
        {
            // A feature is merged into one of a smaller index only, so that its number is known by now.
            numbers[i] = _alive[i] ? next++ : numbers[_mergedInto[i]];
        }

        return numbers;
    }
}
