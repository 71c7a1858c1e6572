using ResearchKit.Permutations;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Merging.Transport;

/// <summary>How much of each unit of the candidate goes to each unit of the reference, in one group.</summary>
/// <remarks>Immutable and thread safe.</remarks>
public sealed class TransportMap
{
    private readonly double[] _plan;

    internal TransportMap(double[] plan, int candidateUnits, int referenceUnits, bool isExact, double cost, bool converged)
    {
        (_plan, CandidateUnits, ReferenceUnits, IsExact, Cost, Converged) = (plan, candidateUnits, referenceUnits, isExact, cost, converged);
    }

    /// <summary>The number of units of the candidate, the rows of the plan.</summary>
    public int CandidateUnits { get; }

    /// <summary>The number of units of the reference, the columns of the plan.</summary>
    public int ReferenceUnits { get; }

    /// <summary>T, row-major; rows sum to 1 / <see cref="CandidateUnits"/>, columns to 1 / <see cref="ReferenceUnits"/>.</summary>
    public IReadOnlyList<double> Plan => _plan;

    /// <summary>Whether the plan is optimal without an entropy.</summary>
    public bool IsExact { get; }

    /// <summary>The transported cost, sum of T times C.</summary>
    public double Cost { get; }

    /// <summary>Whether the marginals were reached; always for exact plans.</summary>
    public bool Converged { get; }

    /// <summary>The permutation to apply to the candidate's units, where the plan is one.</summary>
    /// <returns>The permutation p with candidate unit p[i] at place i, or null for a plan that splits units.</returns>
    public Permutation? ToPermutation()
    {
        var indices = new int[ReferenceUnits];
        Array.Fill(indices, -1);
        for (var k = 0; k < _plan.Length; k++)
        {
            if (_plan[k] > 0)
            {
                if (CandidateUnits != ReferenceUnits || indices[k % ReferenceUnits] >= 0)
                {
                    return null;
                }

                indices[k % ReferenceUnits] = k / ReferenceUnits;
            }
        }

        return indices.Distinct().Count() == ReferenceUnits ? new Permutation(indices) : null;
    }

    /// <summary>What the candidate's units are multiplied with: each unit of the result is a mean of the candidate's. Shape (reference units, candidate units).</summary>
    internal Tensor OutputMatrix() => Shares(0);

    /// <summary>What the weights that read the group are multiplied with: a candidate's unit is read as a mean of the result's. Shape (reference units, candidate units).</summary>
    internal Tensor InputMatrix() => Shares(1);

    /// <summary>The plan, transposed, with sums of 1 along one of its axes: by the sums themselves, because an iteration that was cut short leaves them a little off the marginals.</summary>
    private Tensor Shares(long axis)
    {
        using var scope = NewDisposeScope();
        var plan = tensor(_plan, [CandidateUnits, ReferenceUnits], ScalarType.Float64);
        return (plan / plan.sum(axis, true)).t().MoveToOuterDisposeScope();
    }
}
