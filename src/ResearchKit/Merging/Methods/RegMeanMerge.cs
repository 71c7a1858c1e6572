using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Merging.Methods;

/// <summary>RegMean: the weights of each layer that reproduce, in the least squares sense, what each model's layer gives on that model's own inputs.</summary>
/// <remarks>
/// For a dense layer W (outputs, inputs), Wᵀ = (Σ G_i)⁻¹ Σ G_i W_iᵀ with G_i = X_iᵀ X_i / rows (<see cref="Fitting.GramMatrices"/>); for a convolution the same on its patches.
/// Weights of models are factors of G_i. Where no input tells anything the mean decides: G gets <see cref="Ridge"/> times its mean diagonal, which pulls to the mean of the models.
/// Solved in double precision. Tensors without Gram matrices take the weighted mean. Reference: Jin et al., 2023 (arXiv 2212.09849).
/// </remarks>
public sealed class RegMeanMerge : IMergeMethod
{
    private readonly IReadOnlyList<IReadOnlyDictionary<string, Tensor>> _grams;

    /// <summary>Joins the method with the Gram matrices of the layers' inputs.</summary>
    /// <param name="grams">For each model the matrices by the name of the layer's weight, in the order of the models; held, not copied.</param>
    /// <exception cref="ArgumentException">There are none.</exception>
    public RegMeanMerge(IReadOnlyList<IReadOnlyDictionary<string, Tensor>> grams)
    {
        ArgumentNullException.ThrowIfNull(grams);
        _grams = grams.Count > 0 ? grams : throw new ArgumentException("There are no Gram matrices; expected one set for each model.", nameof(grams));
    }

    /// <inheritdoc/>
    public string Name => "regmean";

    /// <summary>The factor of the elements beside the diagonal of G_i, from 0 to 1; 1 is least squares, less leans to the mean of the rows.</summary>
    public double OffDiagonal { get; init => field = MergeGuard.Share(value); } = 1;

    /// <summary>The pull to the mean of the models in shares of the mean diagonal of Σ G_i; 0 or more.</summary>
    public double Ridge { get; init => field = MergeGuard.NotNegative(value); } = 1e-6;

    /// <inheritdoc/>
    public Tensor Merge(MergeInput input)
    {
        MergeGuard.Models(input, Name, _grams.Count, _grams.Count);
        using var scope = NewDisposeScope();
        var mean = input.Average();
        if (!_grams[0].ContainsKey(input.Name))
        {
            return mean.MoveToOuterDisposeScope();
        }

        var shape = mean.shape;
        var shares = MergeGuard.Shares(input);
        var start = mean.reshape(shape[0], -1).to(ScalarType.Float64).t(); // (inputs, outputs)
        var left = zeros(start.shape[0], start.shape[0], dtype: ScalarType.Float64);
        var right = zeros_like(start);
        foreach (var model in input.CanonicalOrder())
        {
            using var inner = NewDisposeScope();
            var gram = Gram(input, model, start.shape[0]) * shares[model];
            left.add_(gram);
            right.add_(gram.matmul(input.Tensors[model].reshape(shape[0], -1).to(ScalarType.Float64).t()));
        }

        // Without any input at all (a dead layer) the pull alone decides, and it must not be 0.
        var scale = left.diag().mean().item<double>();
        var pull = scale > 0 ? scale * Ridge : 1;
        left.add_(eye(start.shape[0], dtype: ScalarType.Float64) * pull);
        right.add_(start * pull);
        return Solve(left, right).t().reshape(shape).to(mean.dtype).contiguous().MoveToOuterDisposeScope();
    }

    /// <summary>Cholesky where the matrix is positive definite to working precision, else the pseudo-inverse.</summary>
    private static Tensor Solve(Tensor left, Tensor right)
    {
        var (factor, info) = linalg.cholesky_ex(left);
        return info.item<int>() == 0 ? right.cholesky_solve(factor) : linalg.pinv(left, hermitian: true).matmul(right);
    }

    private Tensor Gram(MergeInput input, int model, long inputs)
    {
        if (!_grams[model].TryGetValue(input.Name, out var gram) || gram.shape.Length != 2 || gram.shape[0] != inputs || gram.shape[1] != inputs)
        {
            throw new ArgumentException(
                $"The Gram matrix of model {model} for tensor '{input.Name}' is {(gram is null ? "missing" : $"[{string.Join(", ", gram.shape)}]")}; expected [{inputs}, {inputs}].");
        }

        var wide = gram.detach().cpu().to(ScalarType.Float64);
        return (wide * OffDiagonal) + (wide.diag().diag() * (1 - OffDiagonal));
    }
}
