using ResearchKit.Assignment;

namespace ResearchKit.Graphs;

/// <summary>
/// The most that can be saved by pairing two sets of edges rather than deleting one and inserting the other: an assignment on S, which has a closed form for constant costs.
/// </summary>
/// <remarks>Not thread safe; allocates only while its buffers grow.</remarks>
/// <param name="table">S, the savings between codes; row-major.</param>
/// <param name="codes">Number of codes, "nothing" included.</param>
/// <param name="shape">The shape of the costs that S comes from.</param>
internal sealed class EdgeSetSaving(double[] table, int codes, PairCostShape shape)
{
    private readonly AssignmentWorkspace _workspace = new();
    private double[] _gain = [];
    private int[] _partner = [];

    /// <summary>For the edges of a problem.</summary>
    public EdgeSetSaving(EditProblem problem)
        : this(problem.Saving, problem.CodeCount, problem.Shape)
    {
    }

    /// <summary>Pairs two sets of codes; sorted, none 0.</summary>
    public double Between(ReadOnlySpan<int> first, ReadOnlySpan<int> second)
    {
        var fewer = Math.Min(first.Length, second.Length);
        if (fewer == 0)
        {
            return 0;
        }

        switch (shape)
        {
            case PairCostShape.Single:
                return fewer * table[codes + 1];
            case PairCostShape.Constant:
                var (equal, different) = (table[codes + 1], table[codes + 2]);
                return (fewer * different) + (Common(first, second) * (equal - different));
            default:
                return fewer == 1 ? Largest(first, second) : Assign(first, second);
        }
    }

    /// <summary>How many codes two sorted lists have in common.</summary>
    public static int Common(ReadOnlySpan<int> first, ReadOnlySpan<int> second)
    {
        var (i, j, common) = (0, 0, 0);
        while (i < first.Length && j < second.Length)
        {
            if (first[i] == second[j])
            {
                (i, j, common) = (i + 1, j + 1, common + 1);
            }
            else if (first[i] < second[j])
            {
                i++;
            }
            else
            {
                j++;
            }
        }

        return common;
    }

    private double Largest(ReadOnlySpan<int> first, ReadOnlySpan<int> second)
    {
        var largest = 0.0;
        foreach (var a in first)
        {
            foreach (var b in second)
            {
                largest = Math.Max(largest, table[(a * codes) + b]);
            }
        }

        return largest;
    }

    private double Assign(ReadOnlySpan<int> first, ReadOnlySpan<int> second)
    {
        var size = first.Length * second.Length;
        if (_gain.Length < size)
        {
            _gain = new double[size];
        }

        if (_partner.Length < first.Length)
        {
            _partner = new int[first.Length];
        }

        var at = 0;
        foreach (var a in first)
        {
            foreach (var b in second)
            {
                _gain[at++] = table[(a * codes) + b];
            }
        }

        return _workspace.Solve(_gain.AsSpan(0, size), first.Length, second.Length, _partner.AsSpan(0, first.Length), Sense.Maximize);
    }
}
