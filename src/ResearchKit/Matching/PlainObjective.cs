using ResearchKit.Assignment;
using ResearchKit.Permutations;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Matching;

/// <summary>The objective of weight matching computed afresh in double precision for every group: the oracle for <see cref="IncrementalObjective{T}"/>.</summary>
internal sealed class PlainObjective(PermutationSpec spec, IReadOnlyDictionary<string, Tensor> reference, IReadOnlyDictionary<string, Tensor> candidate) : IAlignmentObjective
{
    private readonly string[] _groups = [.. spec.Groups.Keys];

    public void Propose(int group, int[][] permutations, int[] proposal)
    {
        var n = proposal.Length;
        LinearAssignment.Solve(Matrix(group, permutations), n, n, new AssignmentOptions { Sense = Sense.Maximize }).ColumnOfRow.CopyTo(proposal, 0);
    }

    public double Gain(int group, int[][] permutations, int[] proposal)
    {
        var matrix = Matrix(group, permutations);
        var n = proposal.Length;
        var gain = 0.0;
        for (var i = 0; i < n; i++)
        {
            gain += matrix[(i * n) + proposal[i]] - matrix[(i * n) + permutations[group][i]];
        }

        return gain;
    }

    /// <summary>A[r, s] = sum over the group's axes of ⟨unit r of the reference, unit s of the candidate under the other groups' permutations⟩.</summary>
    public double[] Matrix(int group, int[][] permutations)
    {
        using var scope = NewDisposeScope();
        var name = _groups[group];
        var alignment = new Alignment(spec, _groups.Select((key, index) => KeyValuePair.Create(key, new Permutation(permutations[index]))));
        var n = permutations[group].Length;
        var matrix = zeros(n, n, dtype: ScalarType.Float64);
        foreach (var (tensor, axis, _) in spec.AxesOf(name).Where(axis => !spec.Statistics.Contains(axis.Tensor)))
        {
            var x = reference[tensor].detach().to(ScalarType.Float64).movedim([axis], [0]).reshape(n, -1);
            var y = alignment.ApplyTo(tensor, candidate[tensor], except: name).to(ScalarType.Float64).movedim([axis], [0]).reshape(n, -1);
            matrix = matrix + x.matmul(y.t());
        }

        return matrix.data<double>().ToArray();
    }
}
