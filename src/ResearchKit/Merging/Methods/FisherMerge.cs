using ResearchKit.Merging.Numerics;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Merging.Methods;

/// <summary>Fisher-weighted mean: each parameter is averaged with weights that say how much each model's predictions depend on it, θ = Σ c_i F_i θ_i / Σ c_i F_i.</summary>
/// <remarks>
/// F_i is the diagonal of model i's Fisher information (<see cref="Fitting.FisherInformation"/>). Tensors without one, such as running statistics, take the plain weighted mean.
/// Reference: Matena and Raffel, 2022 (arXiv 2111.09832).
/// </remarks>
public sealed class FisherMerge : IMergeMethod
{
    private readonly IReadOnlyList<IReadOnlyDictionary<string, Tensor>> _information;
    private readonly Lazy<double[]> _norms;

    /// <summary>Joins the method with the models' Fisher information.</summary>
    /// <param name="information">For each model the diagonal of each tensor by name, in the order of the models; held, not copied.</param>
    /// <exception cref="ArgumentException">There is none.</exception>
    public FisherMerge(IReadOnlyList<IReadOnlyDictionary<string, Tensor>> information)
    {
        ArgumentNullException.ThrowIfNull(information);
        _information = information.Count > 0 ? information : throw new ArgumentException("There is no Fisher information; expected one set of tensors for each model.", nameof(information));
        _norms = new(() => [.. information.Select(Norm)]);
    }

    /// <inheritdoc/>
    public string Name => "fisher";

    /// <summary>The least information that a parameter counts as having, so that none divides by 0; above 0.</summary>
    public double Floor { get; init => field = MergeGuard.Positive(value); } = 1e-6;

    /// <summary>Whether each model's information is divided by its length over all tensors, so that no model outweighs the others by being surer.</summary>
    public bool Normalize { get; init; }

    /// <inheritdoc/>
    public Tensor Merge(MergeInput input)
    {
        MergeGuard.Models(input, Name, _information.Count, _information.Count);
        if (!_information[0].ContainsKey(input.Name))
        {
            return input.Average();
        }

        using var scope = NewDisposeScope();
        var shares = MergeGuard.Shares(input);
        var total = zeros_like(input.Tensors[0], dtype: ScalarType.Float64);
        var weight = zeros_like(total);
        foreach (var model in input.CanonicalOrder())
        {
            using var inner = NewDisposeScope();
            var scale = shares[model] / (Normalize && _norms.Value[model] > 0 ? _norms.Value[model] : 1);
            var information = Information(input, model).clamp_min(Floor) * scale;
            total.add_(information * input.Tensors[model]);
            weight.add_(information);
        }

        return (total / weight).to(input.Tensors[0].dtype).MoveToOuterDisposeScope();
    }

    private static double Norm(IReadOnlyDictionary<string, Tensor> information)
    {
        using var scope = NewDisposeScope();
        return Math.Sqrt(information.OrderBy(pair => pair.Key, StringComparer.Ordinal).Sum(pair => Reductions.Dot(Wide(pair.Value), Wide(pair.Value))));
    }

    private static Tensor Wide(Tensor tensor) => tensor.detach().cpu().to(ScalarType.Float64);

    private Tensor Information(MergeInput input, int model)
    {
        if (!_information[model].TryGetValue(input.Name, out var information) || !information.shape.AsSpan().SequenceEqual(input.Tensors[model].shape))
        {
            throw new ArgumentException(
                $"The Fisher information of model {model} for tensor '{input.Name}' is {(information is null ? "missing" : $"[{string.Join(", ", information.shape)}]")}; expected [{string.Join(", ", input.Tensors[model].shape)}].");
        }

        return Wide(information);
    }
}
