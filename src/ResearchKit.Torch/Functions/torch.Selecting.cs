using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>x where the condition holds, y elsewhere.</summary>
    /// <param name="condition">Truth values.</param>
    /// <param name="x">Broadcasts with the condition and y.</param>
    /// <param name="y">Of the same type as x.</param>
    /// <returns>The common broadcast shape; gradients reach x and y only where they were chosen.</returns>
    public static Tensor where(Tensor condition, Tensor x, Tensor y) => Aten.Where.Call(condition, x, y);

    /// <summary>The positions where the condition holds.</summary>
    /// <param name="condition">Any shape.</param>
    /// <returns>One Int64 vector an axis, in the order of the elements.</returns>
    public static Tensor[] where(Tensor condition) => Aten.WhereNonzero.CallAll(condition);

    /// <summary>Picks elements along one axis: result[i, j] = input[index[i, j], j] for axis 0, and likewise for others.</summary>
    /// <param name="input">Any shape.</param>
    /// <param name="dim">The axis.</param>
    /// <param name="index">Int64, no larger than the input on the other axes.</param>
    /// <param name="sparse_grad">Whether the gradient by the input is sparse.</param>
    /// <returns>The shape of the index.</returns>
    /// <exception cref="System.Runtime.InteropServices.ExternalException">A position is outside the axis.</exception>
    public static Tensor gather(Tensor input, long dim, Tensor index, bool sparse_grad = false) => Aten.GatherSparse.Call(input, dim, index, sparse_grad);

    /// <summary>Where each value would be inserted to keep a sequence sorted.</summary>
    /// <param name="sorted_sequence">Sorted along its last axis.</param>
    /// <param name="values">The values.</param>
    /// <param name="out_int32">Whether the positions are 32-bit integers.</param>
    /// <param name="right">Whether equal elements come before the value.</param>
    /// <param name="sorter">The positions that sort the sequence, when it is not sorted itself.</param>
    /// <exception cref="ArgumentException">A position in sorter is outside the sequence.</exception>
    public static Tensor searchsorted(Tensor sorted_sequence, Tensor values, bool out_int32 = false, bool right = false, Tensor? sorter = null)
    {
        RequireSorter(Given(sorted_sequence), sorter);
        return Aten.SearchsortedTensor.Call(sorted_sequence, values, out_int32, right, Argument.None, sorter);
    }

    /// <summary>Truth values of a tensor's elements.</summary>
    public static Tensor BoolTensor(Tensor t) => Given(t).to_type(ScalarType.Bool);

    /// <summary>A tensor's elements as unsigned 8-bit integers.</summary>
    public static Tensor ByteTensor(Tensor t) => Given(t).to_type(ScalarType.Byte);

    /// <summary>A tensor's elements as 16-bit integers.</summary>
    public static Tensor ShortTensor(Tensor t) => Given(t).to_type(ScalarType.Int16);

    /// <summary>A tensor's elements as 32-bit integers.</summary>
    public static Tensor IntTensor(Tensor t) => Given(t).to_type(ScalarType.Int32);

    /// <summary>A tensor's elements as 64-bit integers.</summary>
    public static Tensor LongTensor(Tensor t) => Given(t).to_type(ScalarType.Int64);

    /// <summary>A tensor's elements in single precision.</summary>
    public static Tensor FloatTensor(Tensor t) => Given(t).to_type(ScalarType.Float32);

    /// <summary>A tensor's elements in double precision.</summary>
    public static Tensor DoubleTensor(Tensor t) => Given(t).to_type(ScalarType.Float64);

    /// <summary>The real parts, as a view; the tensor itself when it is real.</summary>
    public static Tensor real(Tensor input) => Given(input).real;

    /// <summary>The imaginary parts of a complex tensor, as a view.</summary>
    public static Tensor imag(Tensor input) => Given(input).imag;

    /// <summary>The number of elements.</summary>
    public static long numel(Tensor input) => Given(input).numel();

    /// <summary>Whether the object is a tensor.</summary>
    public static bool is_tensor(object obj) => obj is Tensor;

    /// <summary>The type of the result of an operation on two tensors.</summary>
    public static ScalarType result_type(Tensor tensor1, Tensor tensor2) => (ScalarType)Aten.ResultType.CallLong(tensor1, tensor2);

    /// <summary>The smallest type that holds the values of both.</summary>
    public static ScalarType promote_types(ScalarType type1, ScalarType type2) => (ScalarType)Aten.PromoteTypes.CallLong(type1, type2);

    /// <summary>Whether values of one type become the other as PyTorch's rules for results allow.</summary>
    public static bool can_cast(ScalarType from, ScalarType to) => Aten.CanCast.CallBool(from, to);

    // libtorch reads beyond the sequence when a position is outside it, and that ends the process.
    private static void RequireSorter(Tensor sequence, Tensor? sorter)
    {
        if (sorter is null || sorter.numel() == 0)
        {
            return;
        }

        using var smallest = sorter.min();
        using var largest = sorter.max();
        var size = sequence.ndim == 0 ? 0 : sequence.size(-1);
        if (smallest.ToInt64() < 0 || largest.ToInt64() >= size)
        {
            throw new ArgumentException($"The sorter holds positions from {smallest.ToInt64()} to {largest.ToInt64()}; the sequence has {size} elements on its last axis.", nameof(sorter));
        }
    }
}
