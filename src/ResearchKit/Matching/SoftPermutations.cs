using ResearchKit.Assignment;
using ResearchKit.Permutations;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Matching;

/// <summary>Score matrices of all groups, and the doubly stochastic and the hard permutations that they stand for.</summary>
internal sealed class SoftPermutations
{
    private readonly PermutationSpec _spec;
    private readonly SinkhornRebasinOptions _options;

    public SoftPermutations(PermutationSpec spec, ScalarType dtype, SinkhornRebasinOptions options)
    {
        spec.ThrowIfNested("Sinkhorn re-basin");
        _spec = spec;
        _options = options;
        foreach (var (group, n) in spec.Groups)
        {
            using var generator = new Generator((ulong)options.Seed.For($"scores/{group}").ToInt64());
            using var scope = NewDisposeScope();
            using var noGradient = no_grad();
            var start = eye(n, dtype: dtype) + (randn([n, n], dtype: dtype, generator: generator) * options.StartNoise);
            Scores.Add(group, start.requires_grad_(true).MoveToOuterDisposeScope());
        }
    }

    /// <summary>X of each group, shape (n, n), with gradients.</summary>
    public Dictionary<string, Tensor> Scores { get; } = [];

    /// <summary>P = S(X / tau) of each group: entry (i, j) is how much of unit j of the candidate stands at position i.</summary>
    public Dictionary<string, Tensor> Normalise()
    {
        var soft = new Dictionary<string, Tensor>();
        foreach (var (group, scores) in Scores)
        {
            var logs = scores / _options.Temperature;
            for (var i = 0; i < _options.Iterations; i++)
            {
                logs = logs - logs.logsumexp(1, true);
                logs = logs - logs.logsumexp(0, true);
            }

            soft.Add(group, logs.exp());
        }

        return soft;
    }

    /// <summary>The state dict under soft permutations; statistics and unpermuted tensors as they are.</summary>
    public Dictionary<string, Tensor> Apply(Dictionary<string, Tensor> soft, IReadOnlyDictionary<string, Tensor> stateDict)
    {
        var aligned = new Dictionary<string, Tensor>();
        foreach (var (name, tensor) in stateDict)
        {
            var result = tensor.detach();
            var axes = _spec.Axes[name];
            for (var axis = 0; axis < axes.Count; axis++)
            {
                if (axes[axis] is { } entry)
                {
                    result = Along(result, axis, soft[entry.Group]);
                }
            }

            aligned.Add(name, result);
        }

        return aligned;
    }

    /// <summary>The permutations that agree most with the scores.</summary>
    public Alignment Harden()
    {
        using var scope = NewDisposeScope();
        return new Alignment(_spec, _spec.Groups.Select(pair =>
        {
            var scores = Scores[pair.Key].detach().to(ScalarType.Float64).data<double>().ToArray();
            var result = LinearAssignment.Solve(scores, pair.Value, pair.Value, new AssignmentOptions { Sense = Sense.Maximize });
            return KeyValuePair.Create(pair.Key, new Permutation(result.ColumnOfRow));
        }));
    }

    /// <summary>Multiplies the blocks of one axis by P.</summary>
    private static Tensor Along(Tensor tensor, int axis, Tensor soft)
    {
        long[] toFront = [axis, .. Enumerable.Range(0, tensor.shape.Length).Where(i => i != axis).Select(i => (long)i)];
        var back = new long[toFront.Length];
        for (var i = 0; i < toFront.Length; i++)
        {
            back[toFront[i]] = i;
        }

        var front = tensor.to(soft.dtype).permute(toFront);
        return soft.matmul(front.reshape(soft.shape[0], -1)).reshape(front.shape).permute(back);
    }
}
