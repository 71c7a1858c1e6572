using ResearchKit.Merging.Numerics;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Merging.Methods;

/// <summary>The frame of all methods that thin task vectors out and add their combination to the base model: θ = θ_0 + λ combine(w_i, sparse(δ_i)).</summary>
/// <remarks>
/// A new method of the family derives from this and gives <see cref="Sparsify"/>. Random streams belong to models in their canonical order
/// (<see cref="MergeInput.CanonicalOrder"/>), so that listing them in another order changes nothing.
/// </remarks>
public abstract record TaskVectorMerge : IMergeMethod
{
    // Weights of opposite sign can cancel; a sum below this is refused.
    private const double SmallestSum = 1e-8;

    /// <inheritdoc/>
    public abstract string Name { get; }

    /// <summary>The factor λ of the combined task vector; a finite number.</summary>
    public double Lambda { get; init => field = MergeGuard.Finite(value); } = 1;

    /// <summary>Whether the weighted sum is divided by the sum of the weights that took part in it.</summary>
    public bool Normalize { get; init; }

    /// <summary>What is done where task vectors disagree in sign.</summary>
    protected abstract SignRule Rule { get; }

    /// <inheritdoc/>
    public Tensor Merge(MergeInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        MergeGuard.Models(input, Name, 1);
        Check(input);
        var basis = input.RequireBase();
        var order = input.CanonicalOrder();
        double[] weights = [.. order.Select(model => input.Weights[model])];
        using var scope = NewDisposeScope();
        if (MergeAtOnce(input, order, weights) is { } merged)
        {
            return merged.MoveToOuterDisposeScope();
        }

        Tensor[] sparse = [.. order.Select((model, place) => Sparse(input, model, input.Seed.For("model", place)))];
        return (Rule == SignRule.Elect ? Election.Combine(sparse, weights, weights, Normalize, basis, Lambda) : Sum(input, sparse, weights).mul_(Lambda).add_(basis)).MoveToOuterDisposeScope();
    }

    /// <summary>Drops values of a task vector, and rescales those that stay where the method says so; runs in a dispose scope of its own.</summary>
    /// <param name="vector">The task vector of one model.</param>
    /// <returns>A tensor of the same shape with 0 where a value was dropped.</returns>
    protected abstract Tensor Sparsify(TaskVector vector);

    /// <summary>Checks parameters that depend on each other or on the models; the default has nothing to check.</summary>
    /// <param name="input">What is merged.</param>
    /// <exception cref="ArgumentException">A parameter does not fit.</exception>
    protected virtual void Check(MergeInput input)
    {
    }

    /// <summary>The whole merge without a tensor for each task vector, where a method has such a form: with the bits of the plain one; null else.</summary>
    private protected virtual Tensor? MergeAtOnce(MergeInput input, IReadOnlyList<int> order, IReadOnlyList<double> weights) => null;

    /// <summary>One sparse task vector; what it took to make it is freed at once, because tensors may be large.</summary>
    private Tensor Sparse(MergeInput input, int model, Seed seed)
    {
        using var scope = NewDisposeScope();
        return Sparsify(new TaskVector(input.Name, model, input.Delta(model), seed)).MoveToOuterDisposeScope();
    }

    private Tensor Sum(MergeInput input, Tensor[] sparse, double[] weights)
    {
        var sum = WeightedSum.Of(sparse, weights, [.. Enumerable.Range(0, sparse.Length)]);
        var total = weights.Order().Sum();
        if (Normalize && !(Math.Abs(total) > SmallestSum))
        {
            throw new ArgumentException(FormattableString.Invariant($"Tensor '{input.Name}': the weights {string.Join(", ", input.Weights)} sum to {total}; normalising needs another sum."));
        }

        return Normalize ? sum.div_(total) : sum;
    }
}
