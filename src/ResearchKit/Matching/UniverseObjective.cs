using ResearchKit.Merging.Numerics;
using ResearchKit.Permutations;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Matching;

/// <summary>f = sum over pairs of models p &lt; q of ⟨P_p(W_p), P_q(W_q)⟩ as a function of one doubly stochastic matrix for each model and group.</summary>
/// <remarks>Tensors are taken one after the other, so that mapped copies of one tensor of every model are in memory at a time.</remarks>
internal sealed class UniverseObjective
{
    private readonly PermutationSpec _spec;
    private readonly List<(string Name, Tensor[] Weights)> _tensors = [];

    public UniverseObjective(PermutationSpec spec, IReadOnlyList<IReadOnlyDictionary<string, Tensor>> models, ScalarType dtype)
    {
        _spec = spec;
        DataType = dtype;
        foreach (var name in StateDicts.MatchedNames(spec, models[0]).Where(name => spec.Axes[name].Any(axis => axis is not null)))
        {
            var weights = models.Select(model => model[name].detach().cpu().to(dtype)).ToArray();
            _tensors.Add((name, weights));
            Degree = Math.Max(Degree, 2 * spec.Axes[name].Count(axis => axis is not null));
        }

        Scale = Bound();
    }

    /// <summary>The number type of the products.</summary>
    public ScalarType DataType { get; }

    /// <summary>The degree of f along a straight line: every tensor has so many matrices in a product of two models.</summary>
    public int Degree { get; }

    /// <summary>The sum over pairs of the product of the models' norms, which f cannot exceed.</summary>
    public double Scale { get; }

    /// <summary>The value, from matrices by model and group.</summary>
    public double Value(IReadOnlyList<Dictionary<string, Tensor>> soft)
    {
        var value = 0.0;
        foreach (var (name, weights) in _tensors)
        {
            using var scope = NewDisposeScope();
            var mapped = weights.Select((weight, model) => Map(name, weight, soft[model], except: -1)).ToArray();
            value += (Square(Sum(mapped)) - mapped.Sum(Square)) / 2;
        }

        return value;
    }

    /// <summary>The derivatives with respect to every matrix, in the order of <see cref="Value"/>; owned by the caller's scope.</summary>
    public Dictionary<string, Tensor>[] Gradient(IReadOnlyList<Dictionary<string, Tensor>> soft)
    {
        var gradients = soft.Select(matrices => matrices.ToDictionary(pair => pair.Key, pair => zeros_like(pair.Value))).ToArray();
        foreach (var (name, weights) in _tensors)
        {
            using var scope = NewDisposeScope();
            var mapped = weights.Select((weight, model) => Map(name, weight, soft[model], except: -1)).ToArray();
            var sum = Sum(mapped);
            for (var model = 0; model < weights.Length; model++)
            {
                var others = sum - mapped[model];
                for (var axis = 0; axis < _spec.Axes[name].Count; axis++)
                {
                    if (_spec.Axes[name][axis] is { } entry)
                    {
                        // f is linear in this one matrix: its entry (i, j) multiplies block j of the tensor, all other axes mapped, into block i of the others.
                        var partial = Map(name, weights[model], soft[model], except: axis);
                        gradients[model][entry.Group].add_(Blocks(others, axis, entry.BlockSize).matmul(Blocks(partial, axis, entry.BlockSize).t()));
                    }
                }
            }
        }

        return gradients;
    }

    private static Tensor Sum(Tensor[] mapped) => mapped.Skip(1).Aggregate(mapped[0], (sum, next) => sum + next);

    private static double Square(Tensor tensor) => tensor.square().sum(ScalarType.Float64).item<double>();

    /// <summary>One row a block of the axis.</summary>
    private static Tensor Blocks(Tensor tensor, int axis, int blockSize) =>
        tensor.transpose(0, axis).reshape(tensor.shape[axis] / blockSize, -1);

    private Tensor Map(string name, Tensor weight, Dictionary<string, Tensor> matrices, int except)
    {
        for (var axis = 0; axis < _spec.Axes[name].Count; axis++)
        {
            if (axis != except && _spec.Axes[name][axis] is { } entry)
            {
                weight = AxisMap.Along(matrices[entry.Group], weight, axis, entry.BlockSize);
            }
        }

        return weight;
    }

    private double Bound()
    {
        using var scope = NewDisposeScope();
        var count = _tensors.Count == 0 ? 0 : _tensors[0].Weights.Length;
        double[] norms = [.. Enumerable.Range(0, count).Select(model => Math.Sqrt(_tensors.Sum(tensor => Square(tensor.Weights[model]))))];
        return ((norms.Sum() * norms.Sum()) - norms.Sum(norm => norm * norm)) / 2;
    }
}
