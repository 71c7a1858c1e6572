namespace TorchSharp;

public static partial class torch
{
    /// <summary>Makes a tensor of an array with any number of axes, over its own memory where that can be pinned.</summary>
    /// <remarks>The array must not be written to as long as the tensor should keep its elements.</remarks>
    public static Tensor from_array(Array rawArray, Device? device = null) => from_array(rawArray, null, device);

    /// <summary>Makes a tensor of an array with any number of axes, over its own memory where that can be pinned and the type fits.</summary>
    /// <remarks>The array must not be written to as long as the tensor should keep its elements.</remarks>
    public static Tensor from_array(Array rawArray, ScalarType? dtype, Device? device = null, bool requires_grad = false, string[]? names = null)
    {
        ArgumentNullException.ThrowIfNull(rawArray);
        var shape = ManagedArrays.ShapeOf(rawArray);
        return rawArray.Length > 0 && ManagedArrays.CanShare(rawArray) && names is null
            ? ManagedArrays.Share(rawArray, shape, 0, dtype, device, requires_grad)
            : ManagedArrays.Copy(rawArray, shape, dtype, device, requires_grad, names);
    }

    /// <summary>Makes a tensor with one axis over an array's own memory: a change to one is a change to the other.</summary>
    /// <param name="rawArray">The array, with any number of axes.</param>
    /// <param name="dtype">The type of the tensor; another than the array's makes a converted copy.</param>
    /// <param name="count">The number of elements, -1 for all that remain.</param>
    /// <param name="offset">The number of elements to skip.</param>
    /// <param name="requires_grad">Whether operations are recorded.</param>
    /// <exception cref="ArgumentException">The offset is outside the array.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The count goes beyond the array.</exception>
    public static Tensor frombuffer(Array rawArray, ScalarType dtype, long count = -1, long offset = 0, bool requires_grad = false)
    {
        ArgumentNullException.ThrowIfNull(rawArray);
        var length = rawArray.LongLength;
        if (offset < 0 || offset >= length)
        {
            throw new ArgumentException($"The offset is {offset}; it must be from 0 to below the array's length {length}.", nameof(offset));
        }

        var elements = count < 0 ? length - offset : count;
        if (elements > length - offset)
        {
            throw new ArgumentOutOfRangeException(null, $"{elements} elements from {offset} on go beyond the array's length {length}.");
        }

        if (!ManagedArrays.CanShare(rawArray))
        {
            throw new NotSupportedException($"The memory of {rawArray.GetType()} cannot be pinned; copy it with torch.tensor.");
        }

        return ManagedArrays.Share(rawArray, [elements], offset, dtype, null, requires_grad);
    }

    /// <summary>Makes a tensor of an array, over its own memory where that can be pinned and the type fits.</summary>
    public static Tensor as_tensor(Array data, ScalarType? dtype = null, Device? device = null) => from_array(data, dtype, device);

    /// <summary>The tensor's elements in another type or on another device; a view when nothing changes.</summary>
    public static Tensor as_tensor(Tensor data, ScalarType? dtype = null, Device? device = null) =>
        Given(data).to(dtype ?? data.dtype, device ?? data.device);
}
