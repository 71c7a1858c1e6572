using ResearchKit.Merging.Numerics;
using static TorchSharp.torch;

namespace ResearchKit.Merging;

/// <summary>What a merge method sees: one tensor as each of the models has it.</summary>
public sealed record MergeInput
{
    /// <summary>The name of the tensor in the state dicts, for example <c>fc1.weight</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The tensor in each model: all of one shape and of float32 or float64, contiguous, without gradient history; not to be changed.</summary>
    public required IReadOnlyList<Tensor> Tensors { get; init; }

    /// <summary>The weight of each model as the caller gave it, any finite number; on the path between two models (1 − λ, λ).</summary>
    /// <remarks>Whether weights are shares of a mean or factors of a sum is the method's choice; its documentation says which.</remarks>
    public required IReadOnlyList<double> Weights { get; init; }

    /// <summary>The tensor in the model that the others were fine-tuned from, or null where there is none.</summary>
    public Tensor? Base { get; init; }

    /// <summary>The root of randomness for this tensor; methods that draw no numbers ignore it.</summary>
    public Seed Seed { get; init; }

    /// <summary>Told the numbers that the method reports about the tensor; null to drop them.</summary>
    public Action<MergeDiagnostic>? Diagnostics { get; init; }

    /// <summary>The numbers of the models in an order that depends on what the models hold, not on the order in which they were listed.</summary>
    /// <remarks>
    /// Sums and random streams that follow it give the same bits however the models are listed. Tensors are compared byte by byte until they differ, and equal ones by weight.
    /// </remarks>
    /// <returns>A permutation of 0 to the number of models less 1.</returns>
    public IReadOnlyList<int> CanonicalOrder() => KnownOrder ?? ModelOrder.Of(Tensors, Weights);

    /// <summary>The canonical order of the whole tensors where <see cref="Tensors"/> are pieces of them; null to find it.</summary>
    internal IReadOnlyList<int>? KnownOrder { get; init; }

    /// <summary>The weighted average Σ weight · tensor / Σ weight, the plainest merge and the start of many others.</summary>
    /// <returns>A new tensor.</returns>
    /// <exception cref="ArgumentException">The weights sum to 0.</exception>
    public Tensor Average() => WeightedSum.Of(Tensors, MergeGuard.Shares(this), CanonicalOrder());

    /// <summary>The tensor of the base model.</summary>
    /// <returns><see cref="Base"/>.</returns>
    /// <exception cref="ArgumentException">There is no base model.</exception>
    public Tensor RequireBase() => Base ?? throw new ArgumentException($"Tensor '{Name}': the method works on differences from a base model, and no base model was given.");

    /// <summary>How far fine-tuning moved one model from the base model: its task vector δ = θ − θ_0.</summary>
    /// <param name="model">The number of the model.</param>
    /// <returns>A new tensor.</returns>
    /// <exception cref="ArgumentException">There is no base model.</exception>
    public Tensor Delta(int model) => Tensors[model] - RequireBase();

    /// <summary>Reports a number about the tensor.</summary>
    /// <param name="name">What the number is, for example <c>cosine</c>.</param>
    /// <param name="value">The number.</param>
    public void Report(string name, double value) => Diagnostics?.Invoke(new MergeDiagnostic(Name, name, value));
}
