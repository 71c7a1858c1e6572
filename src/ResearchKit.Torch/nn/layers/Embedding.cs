using TorchSharp.Interop;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Table of vectors: y[...] = weight[x[...]].</summary>
/// <remarks>Input: integers (*), output (*, embedding_dims). The weight is drawn from the standard normal distribution.</remarks>
public sealed class Embedding : nn.Module<Tensor, Tensor>
{
    private static readonly Operator _embedding = new("aten::embedding");
    private static readonly Operator _renorm = new("aten::embedding_renorm_");
    private static readonly Operator _select = new("aten::select", "int");

    private readonly long? _paddingIndex;
    private readonly double? _maxNorm;
    private readonly double _normType;
    private readonly bool _scaleByFrequency;
    private readonly bool _sparse;

    [ComponentName(Name = nameof(weight))]
    private Parameter? _weight;

    internal Embedding(
        Parameter weight, bool initialise, long? padding_idx, double? max_norm, double norm_type, bool scale_grad_by_freq, bool sparse)
        : base(nameof(Embedding))
    {
        var rows = weight.shape[0];
        if (padding_idx is { } index && (index >= rows || index < -rows))
        {
            throw new ArgumentException($"Embedding: padding_idx {index} is outside a table of {rows} rows.", nameof(padding_idx));
        }

        _paddingIndex = padding_idx < 0 ? padding_idx + rows : padding_idx;
        _maxNorm = max_norm;
        _normType = norm_type;
        _scaleByFrequency = scale_grad_by_freq;
        _sparse = sparse;
        this.weight = weight;
        if (!initialise)
        {
            return;
        }

        using var guard = GradientMode.Off();
        InPlace.Normal(weight, 0, 1);
        if (_paddingIndex is { } padding)
        {
            using var row = _select.Call(weight, 0, padding);
            InPlace.Zero(row);
        }
    }

    /// <summary>The table, (num_embeddings, embedding_dims); setting it disposes the old one.</summary>
    public Parameter? weight
    {
        get => _weight;
        set => SetParameter(ref _weight, value);
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        if (_maxNorm is { } limit)
        {
            using var guard = GradientMode.Off();
            _renorm.Run(weight, input, limit, _normType);
        }

        return _embedding.Call(weight, input, _paddingIndex ?? -1, _scaleByFrequency, _sparse);
    }
}
