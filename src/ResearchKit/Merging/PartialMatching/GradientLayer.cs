using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Merging.PartialMatching;

/// <summary>One layer under Adam: its matrix with the bias as last column, its mask and its moments.</summary>
internal sealed class GradientLayer
{
    private const double Beta1 = 0.9;
    private const double Beta2 = 0.999;
    private const double Epsilon = 1e-8;

    private readonly string _name;
    private readonly string _biasName;
    private readonly MergedAxes _axes;
    private readonly bool _bias;
    private readonly Tensor _originals;
    private readonly Tensor _matrix;
    private readonly Tensor _mask;
    private readonly Tensor _mean;
    private readonly Tensor _square;

    public GradientLayer(NetworkPair pair, PartialAlignment partial, string name, Dictionary<string, Tensor> parameters)
    {
        _name = name;
        _biasName = string.Concat(name.AsSpan(0, name.Length - "weight".Length), "bias");
        _bias = parameters.ContainsKey(_biasName);
        using var scope = NewDisposeScope();
        var (a, b) = (pair.Reference.state_dict(), pair.Candidate.state_dict());
        _axes = MergedAxes.Of(pair, partial, name, a[name].shape, b[name].shape);
        var originals = MergedAxes.Stack(a[name].detach(), b[name].detach());
        var matrix = parameters[name].reshape(parameters[name].shape[0], -1);
        var mask = ones_like(matrix);
        var (rows, columns) = (_axes.Rows, _axes.Columns!);
        mask.narrow(0, rows.Merged, rows.OnlyA).narrow(1, columns.Merged + columns.OnlyA, columns.OnlyB).zero_();
        mask.narrow(0, rows.Merged + rows.OnlyA, rows.OnlyB).narrow(1, columns.Merged, columns.OnlyA).zero_();
        if (_bias)
        {
            originals = cat([originals, cat([a[_biasName].detach(), b[_biasName].detach()], 0).unsqueeze(1)], 1);
            matrix = cat([matrix, parameters[_biasName].unsqueeze(1)], 1);
            mask = cat([mask, ones(mask.shape[0], 1, dtype: mask.dtype)], 1);
        }

        // Kept by the caller's scope, which outlives the batches.
        (_originals, _matrix, _mask) = (originals.DetachFromDisposeScope(), matrix.clone().DetachFromDisposeScope(), mask.DetachFromDisposeScope());
        (_mean, _square) = (zeros_like(_matrix).DetachFromDisposeScope(), zeros_like(_matrix).DetachFromDisposeScope());
    }

    /// <summary>One step on the rows of one batch.</summary>
    public void Step(Tensor a, Tensor b, int step, double learningRate)
    {
        using var scope = NewDisposeScope();
        var rows = a.shape[0];
        var one = _bias ? new[] { ones(rows, 1, dtype: a.dtype) } : [];
        var joint = cat([a, b], 1); // (rows, D_A + D_B)
        var inputs = cat([_axes.Columns!.Combine(joint.t()).t(), .. one], 1);
        var targets = cat([joint, .. one], 1).matmul(_axes.Rows.Combine(_originals).t()); // (rows, outputs)
        var rest = inputs.matmul(_matrix.t()) - targets;
        var gradient = rest.t().matmul(inputs) * (2.0 / rest.numel()) * _mask;
        _mean.mul_(Beta1).add_(gradient * (1 - Beta1));
        _square.mul_(Beta2).add_(gradient.square() * (1 - Beta2));
        var size = (_square / (1 - Math.Pow(Beta2, step))).sqrt() + Epsilon;
        _matrix.sub_(_mean / (1 - Math.Pow(Beta1, step)) / size * learningRate);
    }

    /// <summary>Puts the matrix into the merged tensors and frees what the layer holds.</summary>
    public void Store(Dictionary<string, Tensor> parameters)
    {
        var columns = _axes.Columns!.Width;
        parameters[_name].copy_(_matrix.narrow(1, 0, columns).reshape(_axes.Shape));
        if (_bias)
        {
            parameters[_biasName].copy_(_matrix.select(1, columns));
        }

        foreach (var tensor in new[] { _originals, _matrix, _mask, _mean, _square })
        {
            tensor.Dispose();
        }
    }
}
