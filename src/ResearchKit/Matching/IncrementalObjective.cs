using System.Numerics;
using ResearchKit.Assignment;
using ResearchKit.Permutations;
using static TorchSharp.torch;

namespace ResearchKit.Matching;

/// <summary>The objective of weight matching with each group's assignment matrix kept and updated by what moved.</summary>
/// <remarks>
/// Products are made in the precision of the weights by libtorch. That is precise enough for proposals: a proposal is accepted only by its
/// gain, which is computed in double precision from the weights themselves. <see cref="PlainObjective"/> is the oracle that it is tested against.
/// </remarks>
internal sealed class IncrementalObjective<T> : IAlignmentObjective, IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // Large enough for efficient products, small enough that what was gathered is still in the last cache when it is multiplied.
    private const int DefaultElementsAtOnce = 1 << 22;

    private readonly MatchingGroup<T>[] _groups;
    private readonly GatherBuffers<T> _buffers;
    private readonly AssignmentWorkspace _workspace = new();
    private readonly MatchingClock _clock;

    public IncrementalObjective(
        PermutationSpec spec,
        IReadOnlyDictionary<string, Tensor> reference,
        IReadOnlyDictionary<string, Tensor> candidate,
        MatchingClock clock,
        int elementsAtOnce = DefaultElementsAtOnce,
        DualStore? duals = null)
    {
        _clock = clock;
        _buffers = new GatherBuffers<T>(elementsAtOnce);
        var indices = spec.Groups.Keys.Select((group, index) => (group, index)).ToDictionary(pair => pair.group, pair => pair.index);
        _groups = [.. spec.Groups.Select(pair => new MatchingGroup<T>(pair.Value, Terms(spec, pair.Key, indices, reference, candidate), indices[pair.Key], duals))];
    }

    public void Propose(int group, int[][] permutations, int[] proposal) => _groups[group].Propose(permutations, proposal, _workspace, _clock);

    public double[] Matrix(int group, int[][] permutations) => _groups[group].Matrix(permutations);

    public double Gain(int group, int[][] permutations, int[] proposal)
    {
        var started = MatchingClock.Now;
        var present = permutations[group];
        var moved = 0;
        var moves = new int[3 * present.Length];
        for (var i = 0; i < present.Length; i++)
        {
            if (present[i] != proposal[i])
            {
                moves[moved] = i;
                moves[present.Length + moved] = present[i];
                moves[(2 * present.Length) + moved] = proposal[i];
                moved++;
            }
        }

        var gain = _groups[group].Gain(
            permutations,
            new UnitMoves(moves.AsSpan(0, moved), moves.AsSpan(present.Length, moved), moves.AsSpan(2 * present.Length, moved)));
        _clock.Add(MatchingClock.Part.Verification, started);
        return gain;
    }

    public void Dispose() => _buffers.Dispose();

    private List<IMatchingTerm> Terms(
        PermutationSpec spec,
        string group,
        Dictionary<string, int> indices,
        IReadOnlyDictionary<string, Tensor> reference,
        IReadOnlyDictionary<string, Tensor> candidate)
    {
        var terms = new List<IMatchingTerm>();
        foreach (var (tensor, unit, _) in spec.AxesOf(group))
        {
            if (spec.Statistics.Contains(tensor))
            {
                continue;
            }

            var axes = spec.Axes[tensor];
            var others = Enumerable.Range(0, axes.Count).Where(axis => axis != unit && axes[axis] is not null).ToList();
            if (others is [var contracted])
            {
                var other = axes[contracted]!.Group;
                terms.Add(new PairTerm<T>(reference[tensor], candidate[tensor], unit, contracted, axes, indices[other], spec.Groups[other], _buffers, _clock));
            }
            else
            {
                terms.Add(new UnitRowTerm<T>(reference[tensor], candidate[tensor], unit, axes, indices, spec.Groups, _clock));
            }
        }

        return terms;
    }
}
