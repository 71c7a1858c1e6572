using static TorchSharp.torch;

namespace ResearchKit.Merging;

/// <summary>What a merge method sees: one tensor as each of the models has it.</summary>
public sealed record MergeInput
{
    /// <summary>The name of the tensor in the state dicts, for example <c>fc1.weight</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The tensor in each model, all of one shape, floating-point and without gradient history; not to be changed.</summary>
    public required IReadOnlyList<Tensor> Tensors { get; init; }

    /// <summary>The weight of each model, 0 or more, with the sum 1; on the path between two models (1 − λ, λ).</summary>
    public required IReadOnlyList<double> Weights { get; init; }

    /// <summary>The weighted average Σ weight · tensor, the plainest merge and the start of many others.</summary>
    /// <returns>A new tensor.</returns>
    public Tensor Average()
    {
        var sum = Tensors[0] * Weights[0];
        for (var i = 1; i < Tensors.Count; i++)
        {
            sum = sum + (Tensors[i] * Weights[i]);
        }

        return sum;
    }
}
