using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Onnx;

/// <summary>A node with the tensors that it is given, as its operator sees it.</summary>
internal sealed class OnnxCall(OnnxNode node, int operatorSet, Tensor?[] inputs)
{
    /// <summary>The largest number of elements that an operator may make: a small file cannot ask for more memory than a machine has.</summary>
    public const long MaxElements = 1L << 28;

    public OnnxNode Node => node;

    public OnnxAttributes Attributes => node.Attributes;

    public int OperatorSet => operatorSet;

    public int Count => inputs.Length;

    /// <summary>The tensors given; those left out are passed over.</summary>
    public IEnumerable<Tensor> All => inputs.OfType<Tensor>();

    /// <summary>An input that the operator needs.</summary>
    public Tensor this[int index] => Optional(index) ?? throw new InvalidDataException($"input {index} is missing");

    public Tensor? Optional(int index) => index < inputs.Length ? inputs[index] : null;

    /// <summary>The whole numbers of an input, or null where it is left out.</summary>
    public long[]? OptionalInts(int index) => Optional(index) is { } tensor ? IntsOf(tensor) : null;

    public long[] Ints(int index) => IntsOf(this[index]);

    /// <summary>An axis counted from 0.</summary>
    public static int Axis(long axis, int rank) => axis >= -rank && axis < rank
        ? (int)(axis < 0 ? axis + rank : axis)
        : throw new InvalidDataException($"axis {axis} does not exist; the input has {rank} axes");

    /// <summary>Returns a shape that is small enough to be made.</summary>
    public static long[] Bounded(long[] shape)
    {
        var count = 1L;
        foreach (var size in shape)
        {
            if (size < 0 || (size > 0 && count > MaxElements / size))
            {
                throw new InvalidDataException($"the result would have the shape [{string.Join(", ", shape)}]; expected at most {MaxElements} elements");
            }

            count *= size;
        }

        return shape;
    }

    /// <summary>The shape that tensors have together when axes of size 1 are repeated.</summary>
    public static long[] Broadcast(IEnumerable<long[]> shapes)
    {
        long[] result = [];
        foreach (var shape in shapes)
        {
            var rank = Math.Max(result.Length, shape.Length);
            var next = new long[rank];
            for (var i = 1; i <= rank; i++)
            {
                var (a, b) = (i <= result.Length ? result[^i] : 1, i <= shape.Length ? shape[^i] : 1);
                next[^i] = a == b || b == 1 ? a : a == 1 ? b : throw new InvalidDataException($"the shapes [{string.Join(", ", result)}] and [{string.Join(", ", shape)}] do not fit");
            }

            result = next;
        }

        return Bounded(result);
    }

    private static long[] IntsOf(Tensor tensor)
    {
        if (tensor.numel() > 1 << 16)
        {
            throw new InvalidDataException($"a list of {tensor.numel()} numbers stands where sizes or axes are expected");
        }

        using var wide = tensor.to_type(ScalarType.Int64);
        using var flat = wide.reshape(-1);
        using var plain = flat.contiguous();
        return plain.data<long>().ToArray();
    }
}
