using System.Numerics;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Matching;

/// <summary>A dense row-major matrix whose elements both libtorch and managed code read, without copies.</summary>
/// <remarks>The tensor belongs to the dispose scope in which it was made; views into it must not outlive it.</remarks>
internal sealed unsafe class NativeMatrix<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T* _elements;

    public NativeMatrix(Tensor tensor)
    {
        Tensor = tensor;
        Rows = checked((int)tensor.shape[0]);
        Columns = checked((int)tensor.shape[1]);
        fixed (byte* bytes = tensor.bytes)
        {
            _elements = (T*)bytes; // native memory, which does not move
        }
    }

    /// <summary>The element type in libtorch's words.</summary>
    public static ScalarType ElementType => typeof(T) == typeof(double) ? ScalarType.Float64 : ScalarType.Float32;

    public Tensor Tensor { get; }

    public int Rows { get; }

    public int Columns { get; }

    public static NativeMatrix<T> Zeros(int rows, int columns) => new(zeros(rows, columns, dtype: ElementType));

    public Span<T> RowSpan(int first, int count = 1) => new(_elements + ((nint)first * Columns), checked(count * Columns));

    /// <summary>The first rows as a tensor that shares this one's memory.</summary>
    public Tensor Slice(int first, int count) => Tensor.narrow(0, first, count);
}
