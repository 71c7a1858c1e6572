using System.Globalization;
using System.Text;
using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>Writes a tensor's elements as text.</summary>
internal sealed class TensorText : IDisposable
{
    private const string Ellipsis = "...";

    // Longer axes are cut to their first and last three elements.
    private const int LongestAxis = 6;
    private readonly Tensor _elements;
    private readonly Tensor _tensor;
    private readonly ElementText _text;
    private readonly long[] _shape;
    private readonly int _width;
    private readonly string _newLine;

    internal TensorText(Tensor tensor, string format, int width, CultureInfo culture, string newLine)
    {
        _tensor = tensor;
        _shape = tensor.shape;
        using var detached = tensor.detach();
        using var near = detached.cpu();
        using var dense = near.is_sparse ? near.to_dense() : near.alias();
        _elements = dense.dtype == ScalarType.BFloat16 ? dense.to_type(ScalarType.Float32) : dense.contiguous();
        _text = new ElementText(_elements, format, culture);
        _width = width;
        _newLine = newLine;
    }

    /// <summary>Shape, type and device.</summary>
    internal static string Metadata(Tensor tensor) => $"[{string.Join("x", tensor.shape)}], type = {tensor.dtype}, device = {tensor.device}";

    /// <summary>Shape, type and device, then matrices in aligned columns.</summary>
    internal string Columns()
    {
        var text = new StringBuilder(Metadata(_tensor));
        switch (_shape.Length)
        {
            case 0:
                return text.Append(", value = ").Append(_text[0]).ToString();
            case 1:
                AppendMatrix(text.Append(_newLine), 0, 1, _shape[0]);
                break;
            case 2:
                AppendMatrix(text.Append(_newLine), 0, _shape[0], _shape[1]);
                break;
            default:
                var size = _shape[^2] * _shape[^1];
                for (var offset = 0L; offset < _elements.numel() && size > 0; offset += size)
                {
                    text.Append(_newLine).Append(Position(offset / size)).Append(" =").Append(_newLine);
                    AppendMatrix(text, offset, _shape[^2], _shape[^1]);
                }

                break;
        }

        return text.ToString();
    }

    /// <summary>The elements in nested brackets; nothing for a tensor without axes.</summary>
    internal string Brackets()
    {
        var text = new StringBuilder();
        if (_shape.Length > 0)
        {
            AppendBrackets(text, 0, 0);
        }

        return text.ToString();
    }

    /// <summary>Disposes the copy of the elements.</summary>
    public void Dispose()
    {
        _text.Dispose();
        _elements.Dispose();
    }

    private string Position(long matrix)
    {
        var places = new long[_shape.Length - 2];
        for (var axis = places.Length - 1; axis >= 0; axis--)
        {
            (matrix, places[axis]) = Math.DivRem(matrix, _shape[axis]);
        }

        return $"[{string.Join(",", places)},..,..]";
    }

    private void AppendMatrix(StringBuilder text, long offset, long rows, long columns)
    {
        var cells = new List<List<string>>();
        for (var row = 0L; row < rows; row++)
        {
            cells.Add(Row(offset + (row * columns), columns));
        }

        var shown = cells.Count == 0 ? 0 : cells.Min(c => c.Count);
        var widths = Enumerable.Range(0, shown).Select(j => cells.Max(c => c[j].Length)).ToArray();
        foreach (var cell in cells)
        {
            for (var j = 0; j < shown; j++)
            {
                text.Append(' ').Append(cell[j].PadLeft(widths[j]));
            }

            text.Append(shown < columns ? " " + Ellipsis : string.Empty).Append(_newLine);
        }
    }

    // As many elements as fit the line with room for an ellipsis.
    private List<string> Row(long offset, long columns)
    {
        var cells = new List<string>();
        var room = _width;
        for (var column = 0L; column < columns; column++)
        {
            var cell = _text[offset + column];
            if (room - cell.Length - Ellipsis.Length - 1 < 0)
            {
                break;
            }

            cells.Add(cell);
            room -= cell.Length + 1;
        }

        return cells;
    }

    private void AppendBrackets(StringBuilder text, int axis, long offset)
    {
        var size = _shape[axis];
        var step = 1L;
        for (var i = axis + 1; i < _shape.Length; i++)
        {
            step *= _shape[i];
        }

        var isLast = axis == _shape.Length - 1;
        text.Append('[');
        for (var i = 0L; i < size; i++)
        {
            if (i > 0)
            {
                Separate(text, axis, isLast);
            }

            if (size > LongestAxis && i == 3)
            {
                text.Append(Ellipsis);
                Separate(text, axis, isLast);
                i = size - 3;
            }

            if (isLast)
            {
                text.Append(_text[offset + i]);
            }
            else
            {
                AppendBrackets(text, axis + 1, offset + (i * step));
            }
        }

        text.Append(']');
    }

    // Blank lines between matrices, as NumPy sets them, and one blank a bracket that is still open.
    private void Separate(StringBuilder text, int axis, bool isLast)
    {
        if (isLast)
        {
            text.Append(' ');
            return;
        }

        for (var i = 0; i < _shape.Length - 1 - axis; i++)
        {
            text.Append(_newLine);
        }

        text.Append(' ', axis + 1);
    }
}
