using TorchSharp.Interop;
using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>What a tensor's brackets name: a view from the numbers and ranges, and the tensors that pick positions along its axes.</summary>
/// <remarks>The rules are PyTorch's: numbers and ranges make a view first, tensors then pick from that view.</remarks>
internal sealed class IndexedView : IDisposable
{
    private readonly List<Tensor?> _picks = [];
    private Tensor _view;

    /// <summary>Applies the brackets' places to a tensor.</summary>
    /// <param name="tensor">The tensor.</param>
    /// <param name="indices">The places, at most one of them an ellipsis.</param>
    internal IndexedView(Tensor tensor, ReadOnlySpan<TensorIndex> indices)
    {
        _view = tensor.alias();
        try
        {
            Apply(indices);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>The elements that the brackets name.</summary>
    /// <returns>A view, or a copy when a tensor picks positions.</returns>
    internal Tensor Get()
    {
        if (_picks.TrueForAll(pick => pick is null))
        {
            return _view.alias();
        }

        return Aten.Index.Call(_view, _picks.ToArray());
    }

    /// <summary>Writes to the elements that the brackets name, broadcasting the value.</summary>
    /// <param name="value">The value.</param>
    internal void Set(Tensor value)
    {
        using var converted = value.to(_view.dtype, _view.device);
        using var trimmed = WithoutLeadingOnes(converted);
        if (_picks.TrueForAll(pick => pick is null))
        {
            _view.copy_(trimmed);
        }
        else
        {
            Aten.IndexPutInPlace.Run(_view, _picks.ToArray(), trimmed);
        }
    }

    /// <summary>Disposes the view.</summary>
    public void Dispose()
    {
        _view.Dispose();
        foreach (var pick in _picks)
        {
            pick?.Dispose();
        }
    }

    private static long AxesOf(in TensorIndex index) => index.Kind switch
    {
        IndexKind.Single or IndexKind.Slice => 1,
        IndexKind.Tensor => index.Positions!.dtype is ScalarType.Bool or ScalarType.Byte ? index.Positions.ndim : 1,
        _ => 0,
    };

    // A value may have more axes than its target as long as those are of size 1.
    private static Tensor WithoutLeadingOnes(Tensor value)
    {
        var shape = value.shape;
        var first = 0;
        while (first < shape.Length && shape[first] == 1)
        {
            first++;
        }

        return first == 0 ? value.alias() : value.view(shape[first..]);
    }

    private void Apply(ReadOnlySpan<TensorIndex> indices)
    {
        var named = 0L;
        foreach (ref readonly var index in indices)
        {
            named += AxesOf(index);
        }

        if (named > _view.ndim)
        {
            throw new ArgumentException($"The brackets name {named} axes; the tensor has {_view.ndim}, shape [{string.Join(", ", _view.shape)}].", nameof(indices));
        }

        var free = _view.ndim - named;
        var axis = 0L;
        var hasEllipsis = false;
        foreach (ref readonly var index in indices)
        {
            switch (index.Kind)
            {
                case IndexKind.Single:
                    Replace(_view.select(axis, index.Start!.Value));
                    break;
                case IndexKind.Slice:
                    Replace(Aten.SliceTensor.Call(_view, axis++, index.Start, index.Stop, index.Step ?? 1));
                    break;
                case IndexKind.NewAxis:
                    Replace(_view.unsqueeze(axis++));
                    break;
                case IndexKind.Bool:
                    Replace(_view.unsqueeze(axis));
                    Pick(axis++, zeros(index.Start!.Value, ScalarType.Int64, _view.device));
                    break;
                case IndexKind.Ellipsis:
                    axis += hasEllipsis ? throw new ArgumentException("The brackets hold more than one ellipsis.", nameof(indices)) : free;
                    hasEllipsis = true;
                    break;
                default:
                    axis = ApplyTensor(index.Positions!, axis);
                    break;
            }
        }
    }

    private long ApplyTensor(Tensor positions, long axis)
    {
        var isMask = positions.dtype is ScalarType.Bool or ScalarType.Byte;
        if (positions.ndim == 0 && positions.is_integral())
        {
            if (!isMask)
            {
                Replace(_view.select(axis, positions.to_type(ScalarType.Int64).ToInt64()));
                return axis;
            }

            Replace(_view.unsqueeze(axis));
            Pick(axis, zeros(positions.ToBoolean() ? 1L : 0L, ScalarType.Int64, _view.device));
            return axis + 1;
        }

        if (!isMask)
        {
            Pick(axis, positions.alias());
            return axis + 1;
        }

        RequireShape(positions, axis);
        foreach (var along in positions.nonzero_as_list())
        {
            Pick(axis++, along);
        }

        return axis;
    }

    private void RequireShape(Tensor mask, long axis)
    {
        var shape = _view.shape.AsSpan((int)axis, (int)mask.ndim);
        if (!shape.SequenceEqual(mask.shape))
        {
            throw new ArgumentException($"The mask has shape [{string.Join(", ", mask.shape)}]; the axes that it stands for have shape [{string.Join(", ", shape.ToArray())}].");
        }
    }

    private void Pick(long axis, Tensor positions)
    {
        while (_picks.Count < axis)
        {
            _picks.Add(null);
        }

        _picks.Add(positions);
    }

    private void Replace(Tensor view)
    {
        _view.Dispose();
        _view = view;
    }
}
