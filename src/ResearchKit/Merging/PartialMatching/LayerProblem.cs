using static TorchSharp.torch;

namespace ResearchKit.Merging.PartialMatching;

/// <summary>The least squares problem of one layer: maps, wanted outputs and moments. Its tensors live in the scope that made it.</summary>
internal sealed class LayerProblem
{
    private readonly MergedAxes _axes;
    private readonly Tensor _moments; // (D_A + D_B [+ 1]) squared
    private readonly Tensor _originals; // (C_A + C_B, D_A + D_B [+ 1])
    private readonly bool _bias;
    private readonly (double A, double B)[] _sets;

    public LayerProblem(NetworkPair pair, PartialAlignment partial, LayerMoments moments, LeastSquaresForm form)
    {
        var (a, b) = (pair.Reference.state_dict(), pair.Candidate.state_dict());
        var (weightA, weightB) = (a[moments.Weight].detach().to(ScalarType.Float64), b[moments.Weight].detach().to(ScalarType.Float64));
        _axes = MergedAxes.Of(pair, partial, moments.Weight, weightA.shape, weightB.shape);
        BiasName = string.Concat(moments.Weight.AsSpan(0, moments.Weight.Length - "weight".Length), "bias");
        _bias = a.ContainsKey(BiasName);
        _originals = MergedAxes.Stack(weightA, weightB);
        if (_bias)
        {
            _originals = cat([_originals, cat([a[BiasName].detach(), b[BiasName].detach()], 0).to(ScalarType.Float64).unsqueeze(1)], 1);
        }

        var size = moments.SizeA + moments.SizeB + (_bias ? 1 : 0);
        _moments = moments.Matrix.narrow(0, 0, size).narrow(1, 0, size);
        _sets = form == LeastSquaresForm.Averaged ? [(0.5, 0.5)] : [(1, 0), (0, 1)];
    }

    /// <summary>The name of the layer's bias, which it may not have.</summary>
    public string BiasName { get; }

    /// <summary>Whether the layer has a bias, as the last column of its matrix.</summary>
    public bool HasBias => _bias;

    /// <summary>The shape of the merged weight.</summary>
    public long[] Shape => _axes.Shape;

    /// <summary>Whether the layer gives the outputs of the network.</summary>
    public bool IsOutput => _axes.IsOutput;

    /// <summary>The blocks of rows with the columns that each may use: merged rows all, rows of one network those of merged units, of that network, and the bias.</summary>
    public IEnumerable<(long FirstRow, long Rows, Tensor Columns, bool FromA, bool FromB)> Blocks()
    {
        var (rows, columns) = (_axes.Rows, _axes.Columns!);
        var bias = _bias ? new[] { columns.Width } : [];
        if (rows.Merged > 0)
        {
            yield return (0, rows.Merged, Index(Range(0, columns.Width), bias), true, true);
        }

        if (rows.OnlyA > 0)
        {
            yield return (rows.Merged, rows.OnlyA, Index(Range(0, columns.Merged + columns.OnlyA), bias), true, false);
        }

        if (rows.OnlyB > 0)
        {
            yield return (rows.Merged + rows.OnlyA, rows.OnlyB, Index(Range(0, columns.Merged), Range(columns.Merged + columns.OnlyA, columns.OnlyB), bias), false, true);
        }
    }

    /// <summary>The normal equations G Wᵀ = H over all rows that tell something about the outputs of a block.</summary>
    public (Tensor Gram, Tensor Right) Normal(bool fromA, bool fromB)
    {
        Tensor? gram = null;
        Tensor? right = null;
        foreach (var (a, b) in _sets.Where(set => (!fromA || fromB || set.A > 0) && (!fromB || fromA || set.B > 0)))
        {
            var left = Inputs(_moments, a, b); // T J, (merged inputs, D)
            var g = Inputs(left.t(), a, b); // T J Tᵀ, symmetric
            var h = left.matmul(Targets(a, b).t()); // (merged inputs, outputs)
            gram = gram is null ? g : gram + g;
            right = right is null ? h : right + h;
        }

        return (gram!, right!);
    }

    /// <summary>The mean over rows of ‖W x − y‖² for each output; for W = null that of ‖y‖².</summary>
    public double Error(Tensor? matrix)
    {
        var total = 0.0;
        foreach (var (a, b) in _sets)
        {
            var rest = Targets(a, b);
            if (matrix is not null)
            {
                rest = Outputs(matrix, a, b) - rest;
                var rows = _axes.Rows; // a row of one network is not asked about the other's inputs
                rest.narrow(0, rows.Merged, a > 0 ? 0 : rows.OnlyA).zero_();
                rest.narrow(0, rows.Merged + rows.OnlyA, b > 0 ? 0 : rows.OnlyB).zero_();
            }

            total += (rest.matmul(_moments) * rest).sum().item<double>();
        }

        return Math.Max(0, total);
    }

    private static long[] Range(long first, long count) => [.. Enumerable.Range((int)first, (int)count).Select(i => (long)i)];

    private static Tensor Index(params long[][] parts)
    {
        long[] all = [.. parts.SelectMany(part => part)];
        return tensor(all, [all.Length], ScalarType.Int64);
    }

    // Rows of the originals' inputs become rows of the merged layer's inputs; the constant stays.
    private Tensor Inputs(Tensor rows, double a, double b)
    {
        var units = rows.shape[0] - (_bias ? 1 : 0);
        var combined = _axes.Columns!.Combine(rows.narrow(0, 0, units), a, b);
        return _bias ? cat([combined, rows.narrow(0, units, 1)], 0) : combined;
    }

    private Tensor Outputs(Tensor matrix, double a, double b)
    {
        var width = _axes.Columns!.Width;
        var spread = _axes.Columns.Spread(matrix.narrow(1, 0, width), a, b);
        return _bias ? cat([spread, matrix.narrow(1, width, 1)], 1) : spread;
    }

    private Tensor Targets(double a, double b) => _axes.Rows.Combine(_originals, a, b);
}
