using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Matching;

/// <summary>Sums over samples of two models' activations of one group: first moments, squares and all cross products, in double precision.</summary>
internal sealed class ActivationMoments
{
    private readonly string _group;
    private readonly int _units;
    private readonly Tensor _cross; // (n, n): row of the reference, column of the candidate
    private readonly Tensor _sums; // (4, n): sum and sum of squares of the reference, then of the candidate

    public ActivationMoments(string group, int units)
    {
        _group = group;
        _units = units;
        _cross = zeros(units, units, dtype: ScalarType.Float64);
        _sums = zeros(4, units, dtype: ScalarType.Float64);
    }

    public long Samples { get; private set; }

    /// <summary>Adds a batch; a block of several positions counts as so many samples of its unit.</summary>
    public void Add(Tensor reference, Tensor candidate, int chunkSize)
    {
        using var scope = NewDisposeScope();
        var a = SampleRows(reference, "reference");
        var b = SampleRows(candidate, "candidate");
        if (a.shape[0] != b.shape[0])
        {
            throw new ArgumentException($"Group '{_group}' has {a.shape[0]} activations a unit in the reference and {b.shape[0]} in the candidate; give both the same inputs.");
        }

        for (var first = 0L; first < a.shape[0]; first += chunkSize)
        {
            using var inner = NewDisposeScope();
            var count = Math.Min(chunkSize, a.shape[0] - first);
            AddChunk(a.narrow(0, first, count), b.narrow(0, first, count));
        }

        Samples += a.shape[0];
    }

    /// <summary>Hands the sums over to the scope outside the present one.</summary>
    public ActivationMoments MoveToOuterDisposeScope()
    {
        _cross.MoveToOuterDisposeScope();
        _sums.MoveToOuterDisposeScope();
        return this;
    }

    /// <summary>E[z_a z_b^T], shape (n, n), row-major.</summary>
    public double[] SecondMoments() => Values(_cross / Math.Max(1, Samples));

    /// <summary>The correlations, shape (n, n), row-major; 0 where a unit never changed.</summary>
    public double[] Correlations(double epsilon)
    {
        using var scope = NewDisposeScope();
        var count = Math.Max(1, Samples);
        var covariance = (_cross / count) - ((_sums[0] / count).unsqueeze(1) * (_sums[2] / count).unsqueeze(0));
        var deviations = Deviation(0).unsqueeze(1) * Deviation(2).unsqueeze(0);
        var correlation = covariance / (deviations + epsilon);
        return Values(correlation.where(deviations.gt(0), zeros_like(correlation)));
    }

    /// <summary>The units of the reference that never changed.</summary>
    public int DeadUnits()
    {
        using var scope = NewDisposeScope();
        return (int)Deviation(0).eq(0).sum().ToInt64();
    }

    private static double[] Values(Tensor tensor) => tensor.contiguous().data<double>().ToArray();

    private Tensor Deviation(int row)
    {
        var mean = _sums[row] / Math.Max(1, Samples);
        var square = _sums[row + 1] / Math.Max(1, Samples);
        var variance = square - (mean * mean);

        // Rounding leaves a constant unit a variance near 1e-16 of its square, rather than 0.
        return variance.where(variance.gt(square * 1e-12), zeros_like(variance)).sqrt();
    }

    private void AddChunk(Tensor a, Tensor b)
    {
        _cross.add_(a.t().matmul(b).to(ScalarType.Float64));
        var (doubleA, doubleB) = (a.to(ScalarType.Float64), b.to(ScalarType.Float64));
        _sums.add_(stack([doubleA.sum(0L), doubleA.square().sum(0L), doubleB.sum(0L), doubleB.square().sum(0L)], 0));
    }

    /// <summary>One row a sample, one column a unit: (N, channels, ...) becomes (N * positions, n).</summary>
    private Tensor SampleRows(Tensor activations, string model)
    {
        var shape = activations.shape;
        if (shape.Length < 2 || shape[1] % _units != 0 || shape[1] == 0)
        {
            throw new ArgumentException(
                $"The activations of group '{_group}' of the {model} have shape [{string.Join(", ", shape)}]; expected (samples, {_units}) or (samples, {_units}, height, width).");
        }

        var rows = activations.detach().cpu().reshape(shape[0], _units, -1).transpose(1, 2).reshape(-1, _units);
        rows = rows.dtype is ScalarType.Float64 ? rows : rows.to(ScalarType.Float32);
        if (!isfinite(rows).all().ToBoolean())
        {
            throw new ArgumentException($"The activations of group '{_group}' of the {model} hold NaN or infinite elements.");
        }

        return rows;
    }
}
