using TorchSharp.Interop;
using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>The operands of an integer division with every divisor -1 turned into 1, and the dividend negated there.</summary>
internal sealed class SafeDivision : IDisposable
{
    internal SafeDivision(Tensor dividend, Argument divisor)
    {
        using var given = divisor.Reference is Tensor tensor
            ? tensor.alias()
            : full([], divisor.Integer, dividend.dtype == ScalarType.Bool ? ScalarType.Int64 : dividend.dtype, dividend.device);
        using var minusOnes = given.eq(-1);
        using var negated = dividend.dtype == ScalarType.Bool ? dividend.alias() : dividend.neg();
        Dividend = where(minusOnes, negated, dividend);
        Divisor = given.masked_fill(minusOnes, 1);
    }

    internal Tensor Dividend { get; }

    internal Tensor Divisor { get; }

    /// <summary>Disposes both operands.</summary>
    public void Dispose()
    {
        Dividend.Dispose();
        Divisor.Dispose();
    }
}
