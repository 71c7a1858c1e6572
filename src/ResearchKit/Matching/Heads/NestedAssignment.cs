using ResearchKit.Assignment;
using ResearchKit.Permutations;

namespace ResearchKit.Matching;

/// <summary>Assignment problems inside assignment problems: which head goes where depends on how well the units inside can be matched.</summary>
/// <remarks>
/// <para>The value of putting head j of the candidate at place i is the optimum of the problems inside (query and key units, value units), each a linear assignment; the heads
/// are then assigned by these values. Both levels are solved exactly, and so is the whole.</para>
/// <para>Where query heads share a key head, the orders of the query heads and of the units that they share depend on each other. Up to four query heads are tried in every
/// order, which is exact; more alternate between the two from two starts until neither gains, which finds a local optimum.</para>
/// <para>Reference: Verma and Elbayad, Merging text transformers, 2024, section 3.3, for the two levels. The treatment of shared keys is ours.</para>
/// </remarks>
/// <param name="groups">The sizes of the groups.</param>
internal sealed class NestedAssignment(IReadOnlyDictionary<string, int> groups)
{
    private const int MaxTried = 4; // 24 orders
    private const int MaxRounds = 50;

    private readonly AssignmentWorkspace _workspace = new();

    /// <summary>Maximises the sum of all terms.</summary>
    /// <param name="terms">The terms; a group may stand in several.</param>
    /// <param name="found">Receives the permutation of every group in them; null where only the value is wanted.</param>
    /// <returns>The sum.</returns>
    public double Solve(IReadOnlyList<NestedTerm> terms, Dictionary<string, Permutation>? found)
    {
        var open = new List<NestedTerm>();
        var value = terms.Sum(term => Open(term, open));
        foreach (var part in Components(open))
        {
            value += SolvePart(part, found);
        }

        return value;
    }

    /// <summary>Adds up what cannot move and collects the terms with a group.</summary>
    private double Open(NestedTerm term, List<NestedTerm> open)
    {
        if (term.Axis.Group.Length > 0)
        {
            open.Add(term);
            return 0;
        }

        if (term.Axis.Inner.Count == 0)
        {
            return term.Trace(0, 0, term.Axis.BlockSize);
        }

        var (value, first) = (0.0, 0);
        foreach (var section in term.Axis.Inner)
        {
            value += Open(term with { Axis = section, Row = term.Row + first, Column = term.Column + first }, open);
            first += (int)AxisLayout.Length(section, groups);
        }

        return value;
    }

    /// <summary>Sets of terms that share no group with one another.</summary>
    private static List<List<NestedTerm>> Components(List<NestedTerm> terms)
    {
        var parts = new List<(HashSet<string> Groups, List<NestedTerm> Terms)>();
        foreach (var term in terms)
        {
            var names = term.Axis.Groups.ToHashSet();
            var joined = new List<NestedTerm> { term };
            foreach (var part in parts.Where(part => part.Groups.Overlaps(names)).ToList())
            {
                parts.Remove(part);
                names.UnionWith(part.Groups);
                joined.InsertRange(0, part.Terms);
            }

            parts.Add((names, joined));
        }

        return parts.ConvertAll(part => part.Terms);
    }

    private double SolvePart(List<NestedTerm> terms, Dictionary<string, Permutation>? found)
    {
        var outer = terms[0].Axis.Group;
        if (terms.TrueForAll(term => term.Axis.Group == outer) && InsidesDiffer(terms))
        {
            return Assign(outer, terms, Inside, found);
        }

        var shared = terms.Find(term => term.Axis.IsNested)!.Axis.Group; // its blocks share the groups inside
        return groups[shared] <= MaxTried ? Try(shared, terms, found) : Alternate(shared, terms, found);

        double Inside(int row, int column, Dictionary<string, Permutation>? into) => Solve([.. terms.Select(term => term.Inside(row, column))], into);
    }

    /// <summary>Whether the groups inside one block stand in no other, so that blocks can be valued one by one.</summary>
    private static bool InsidesDiffer(List<NestedTerm> terms)
    {
        var seen = new Dictionary<string, int>();
        foreach (var term in terms)
        {
            for (var i = 0; i < term.Axis.Inner.Count; i++)
            {
                foreach (var group in term.Axis.Inner[i].Groups)
                {
                    if (seen.TryGetValue(group, out var other) && other != i)
                    {
                        return false;
                    }

                    seen[group] = i;
                }
            }
        }

        return true;
    }

    /// <summary>Assigns blocks by the values of their insides.</summary>
    private double Assign(string group, List<NestedTerm> terms, Func<int, int, Dictionary<string, Permutation>?, double> inside, Dictionary<string, Permutation>? found)
    {
        var n = groups[group];
        var values = new double[n * n];
        if (terms.TrueForAll(term => !term.Axis.IsNested))
        {
            AddPlain(terms, values, n);
        }
        else
        {
            for (var i = 0; i < values.Length; i++)
            {
                values[i] = inside(i / n, i % n, null);
            }
        }

        var columns = new int[n];
        _workspace.Solve(values, n, columns, Sense.Maximize);
        if (found is not null)
        {
            found[group] = new Permutation(columns);
            for (var i = 0; i < n && terms.Exists(term => term.Axis.IsNested); i++)
            {
                inside(i, columns[i], found);
            }
        }

        return Enumerable.Range(0, n).Sum(i => values[(i * n) + columns[i]]);
    }

    private static void AddPlain(List<NestedTerm> terms, double[] values, int n)
    {
        foreach (var term in terms)
        {
            for (var i = 0; i < n; i++)
            {
                for (var j = 0; j < n; j++)
                {
                    values[(i * n) + j] += term.Trace(i * term.Axis.BlockSize, j * term.Axis.BlockSize, term.Axis.BlockSize);
                }
            }
        }
    }

    /// <summary>Tries every order of a group and solves the rest for each.</summary>
    private double Try(string group, List<NestedTerm> terms, Dictionary<string, Permutation>? found)
    {
        var (best, order) = (double.NegativeInfinity, Array.Empty<int>());
        foreach (var candidate in Orders(groups[group]))
        {
            var value = Solve(Expand(group, terms, candidate), null);
            if (value > best)
            {
                (best, order) = (value, candidate);
            }
        }

        return Keep(group, terms, order, found, best);
    }

    /// <summary>Alternates between the order of a group and all that stands inside it.</summary>
    private double Alternate(string group, List<NestedTerm> terms, Dictionary<string, Permutation>? found)
    {
        var own = terms.FindAll(term => term.Axis.Group == group);
        var (best, order) = (double.NegativeInfinity, Array.Empty<int>());
        foreach (var start in new[] { Bound(own), [.. Enumerable.Range(0, groups[group])] })
        {
            var (present, value) = (start, double.NegativeInfinity);
            for (var round = 0; round < MaxRounds; round++)
            {
                var fixedInside = new Dictionary<string, Permutation>();
                var next = Solve(Expand(group, terms, present), fixedInside);
                if (!(next > value))
                {
                    break;
                }

                value = next;
                if (value > best)
                {
                    (best, order) = (value, present);
                }

                present = Best((i, j) => own.Sum(term => Fixed(term.Inside(i, j), fixedInside)));
            }
        }

        return Keep(group, terms, order, found, best);

        // The order that would be best if every pair of blocks could choose its own inside.
        int[] Bound(List<NestedTerm> all) => Best((i, j) => Solve([.. all.Select(term => term.Inside(i, j))], null));

        int[] Best(Func<int, int, double> value)
        {
            var n = groups[group];
            var columns = new int[n];
            _workspace.Solve([.. Enumerable.Range(0, n * n).Select(k => value(k / n, k % n))], n, columns, Sense.Maximize);
            return columns;
        }
    }

    private double Fixed(NestedTerm term, Dictionary<string, Permutation> permutations)
    {
        var positions = AxisLayout.ToPositions(term.Axis, groups, group => permutations[group]);
        return positions.Select((source, k) => term.Matrix[((term.Row + k) * term.Stride) + term.Column + source]).Sum();
    }

    private double Keep(string group, List<NestedTerm> terms, int[] order, Dictionary<string, Permutation>? found, double value)
    {
        if (found is not null)
        {
            found[group] = new Permutation(order);
            Solve(Expand(group, terms, order), found);
        }

        return value;
    }

    /// <summary>The terms with one group's order settled.</summary>
    private static List<NestedTerm> Expand(string group, List<NestedTerm> terms, int[] order) =>
        [.. terms.SelectMany(term => term.Axis.Group == group ? order.Select((column, row) => term.Inside(row, column)) : [term])];

    /// <summary>All orders of n things, the identity first.</summary>
    private static IEnumerable<int[]> Orders(int n)
    {
        if (n == 0)
        {
            return [[]];
        }

        // Where the thing n - 1 goes in each order of the others: last comes first.
        return Enumerable.Range(0, n).SelectMany(place => Orders(n - 1), (place, rest) => (int[])[.. rest[..(n - 1 - place)], n - 1, .. rest[(n - 1 - place)..]]);
    }
}
