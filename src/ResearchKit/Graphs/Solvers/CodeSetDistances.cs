namespace ResearchKit.Graphs;

/// <summary>The distances between numbered sets of codes, each computed once where the table of all is small.</summary>
internal sealed class CodeSetDistances
{
    /// <summary>Pairs of sets above which filling the table costs more than it saves: sets of large graphs are seldom equal.</summary>
    private const int LargestTable = 1 << 16;

    private readonly CodeSets _sets;
    private readonly SetDistance _distance;
    private readonly double[] _known = [];

    /// <param name="sets">All sets; none is added later.</param>
    /// <param name="distance">The distance.</param>
    public CodeSetDistances(CodeSets sets, SetDistance distance)
    {
        (_sets, _distance) = (sets, distance);
        if ((long)sets.Count * sets.Count <= LargestTable)
        {
            _known = new double[sets.Count * sets.Count];
            Array.Fill(_known, double.NaN);
        }
    }

    /// <summary>The distance between two sets.</summary>
    public double Between(int first, int second)
    {
        if (_known.Length == 0)
        {
            return _distance.Between(_sets[first], _sets[second]);
        }

        ref var known = ref _known[(first * _sets.Count) + second];
        if (double.IsNaN(known))
        {
            known = _distance.Between(_sets[first], _sets[second]);
        }

        return known;
    }
}
