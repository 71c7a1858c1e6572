using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Merging.PartialMatching;

/// <summary>Refits every dense layer and convolution of a merged network, so that from the combined inputs of A and B it gives their combined outputs.</summary>
/// <remarks>
/// <para>With x̃ the means and copies of the inputs of a layer in A and B, in the order of the partial alignment, and ỹ the same of its raw outputs: min_W E‖W x̃ − ỹ‖² + λ̄ ‖W − W₀‖², by the normal
/// equations (G + λ̄ I)(W − W₀)ᵀ = H − G W₀ᵀ with G = E x̃ x̃ᵀ, H = E x̃ ỹᵀ, λ̄ = λ · mean diagonal of G, W₀ of <see cref="PartialMerge"/>. A convolution is a dense layer on its patches; a bias is a column of
/// ones. In double precision, by Cholesky's factors, or the pseudo-inverse where G + λ̄ I is singular to working precision.</para>
/// <para>Rows of A alone may not use units of B alone, nor the other way round: the three blocks of rows are solved on their own columns, and those zeros stay exactly 0. x̃ and ỹ come from A and B, not from
/// the network being built, so layers are independent. Normalisations and convolutions with channel groups keep the tensors of <see cref="PartialMerge"/>; batch normalisation needs
/// <see cref="Connectivity.BatchNormReset"/> afterwards.</para>
/// <para>The ½ on merged inputs and outputs, and the closed form, are our choices: the paper minimises the same without ½ by gradient steps (<see cref="GradientLeastSquares"/>). Reference: Nasery et al.,
/// PLeaS, 2024 (arXiv 2407.02447), section on permutations and least squares.</para>
/// </remarks>
public static class LayerwiseLeastSquares
{
    /// <summary>Merges two networks in part and refits the layers.</summary>
    /// <param name="pair">The networks.</param>
    /// <param name="partial">Which units become one.</param>
    /// <param name="moments">What the layers of both are given, collected once for all partial alignments of the pair.</param>
    /// <param name="options">How to fit; null for the defaults.</param>
    /// <param name="cancellationToken">Looked at before every layer.</param>
    /// <returns>The tensors of the merged network, and each layer's error before and after.</returns>
    /// <exception cref="ArgumentException">The partial alignment or the moments are of other networks.</exception>
    public static LeastSquaresResult Fit(NetworkPair pair, PartialAlignment partial, JointMoments moments, LeastSquaresOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(pair);
        ArgumentNullException.ThrowIfNull(partial);
        ArgumentNullException.ThrowIfNull(moments);
        options ??= new LeastSquaresOptions();
        using var frozen = no_grad();
        var parameters = PartialMerge.Merge(pair, partial);
        var fits = new List<LayerFit>();
        foreach (var layer in moments.Layers.Values)
        {
            cancellationToken.ThrowIfCancellationRequested();
            CheckFits(pair, layer);
            using var scope = NewDisposeScope();
            var problem = new LayerProblem(pair, partial, layer, options.Form);
            if (problem.IsOutput && !pair.SharedOutputs && !options.FitSeparateHeads)
            {
                continue;
            }

            fits.Add(FitLayer(problem, layer.Weight, parameters, options.Ridge));
        }

        return new LeastSquaresResult(parameters, fits);
    }

    /// <summary>The relative error √(Σ ‖Wx − y‖² / Σ ‖y‖²) of a merged network's layers, over all layers.</summary>
    /// <param name="pair">The networks.</param>
    /// <param name="partial">Which units became one.</param>
    /// <param name="moments">The data to judge on.</param>
    /// <param name="parameters">The merged tensors, however they were made.</param>
    /// <returns>The error; 0 where every layer gives just what it should.</returns>
    public static double RelativeError(NetworkPair pair, PartialAlignment partial, JointMoments moments, IReadOnlyDictionary<string, Tensor> parameters)
    {
        ArgumentNullException.ThrowIfNull(pair);
        ArgumentNullException.ThrowIfNull(partial);
        ArgumentNullException.ThrowIfNull(moments);
        ArgumentNullException.ThrowIfNull(parameters);
        using var frozen = no_grad();
        var (error, power) = (0.0, 0.0);
        foreach (var layer in moments.Layers.Values)
        {
            CheckFits(pair, layer);
            using var scope = NewDisposeScope();
            var problem = new LayerProblem(pair, partial, layer, LeastSquaresForm.Averaged);
            error += problem.Error(MatrixOf(problem, layer.Weight, parameters));
            power += problem.Error(null);
        }

        return power > 0 ? Math.Sqrt(error / power) : 0;
    }

    private static LayerFit FitLayer(LayerProblem problem, string name, Dictionary<string, Tensor> parameters, double ridge)
    {
        var start = MatrixOf(problem, name, parameters);
        var matrix = start.clone();
        var usedPseudoInverse = false;
        foreach (var (firstRow, rows, columns, fromA, fromB) in problem.Blocks())
        {
            var (gram, right) = problem.Normal(fromA, fromB);
            var scale = gram.diag().mean().item<double>();
            var pull = scale > 0 ? scale * ridge : 1; // without any input at all the start stays
            var own = start.narrow(0, firstRow, rows).index_select(1, columns); // W₀, (rows, columns)
            var g = gram.index_select(0, columns).index_select(1, columns);
            var h = right.index_select(0, columns).narrow(1, firstRow, rows) - g.matmul(own.t());
            var (step, singular) = Solve(g + (eye(g.shape[0], dtype: ScalarType.Float64) * pull), h);
            matrix.narrow(0, firstRow, rows).index_copy_(1, columns, own + step.t());
            usedPseudoInverse |= singular;
        }

        Store(problem, name, parameters, matrix);
        var (before, after) = (problem.Error(start), problem.Error(MatrixOf(problem, name, parameters)));
        if (!(after < before))
        {
            Store(problem, name, parameters, start); // nothing to gain but the rounding of single precision
            after = before;
        }

        return new LayerFit(name, before, after, problem.Error(null), usedPseudoInverse);
    }

    private static (Tensor Solution, bool Singular) Solve(Tensor left, Tensor right)
    {
        var (factor, info) = linalg.cholesky_ex(left);
        if (info.item<int>() == 0)
        {
            var solution = right.cholesky_solve(factor);
            if (isfinite(solution).all().ToBoolean())
            {
                return (solution, false);
            }
        }

        return (linalg.pinv(left, hermitian: true).matmul(right), true);
    }

    private static Tensor MatrixOf(LayerProblem problem, string name, IReadOnlyDictionary<string, Tensor> parameters)
    {
        var weight = parameters[name].detach().to(ScalarType.Float64).reshape(problem.Shape[0], -1);
        return problem.HasBias ? cat([weight, parameters[problem.BiasName].detach().to(ScalarType.Float64).unsqueeze(1)], 1) : weight;
    }

    private static void Store(LayerProblem problem, string name, Dictionary<string, Tensor> parameters, Tensor matrix)
    {
        var columns = matrix.shape[1] - (problem.HasBias ? 1 : 0);
        parameters[name].copy_(matrix.narrow(1, 0, columns).reshape(problem.Shape));
        if (problem.HasBias)
        {
            parameters[problem.BiasName].copy_(matrix.select(1, columns));
        }
    }

    private static void CheckFits(NetworkPair pair, LayerMoments layer)
    {
        var (a, b) = (pair.Reference.state_dict().GetValueOrDefault(layer.Weight), pair.Candidate.state_dict().GetValueOrDefault(layer.Weight));
        if (a is null || b is null || a.numel() / a.shape[0] != layer.SizeA || b.numel() / b.shape[0] != layer.SizeB)
        {
            throw new ArgumentException(
                $"The moments of '{layer.Weight}' are of {layer.SizeA} and {layer.SizeB} inputs; the networks have {(a is null ? "no such layer" : $"[{string.Join(", ", a.shape)}]")} and {(b is null ? "no such layer" : $"[{string.Join(", ", b.shape)}]")}.");
        }
    }
}
