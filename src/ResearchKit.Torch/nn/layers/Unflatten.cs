using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Splits one axis into several.</summary>
/// <remarks>Input (*, S, *), output (*, S_1, ..., S_k, *) with S = S_1 ... S_k; one S_i may be -1.</remarks>
public sealed class Unflatten : ParameterLessModule<Tensor, Tensor>
{
    internal Unflatten(long dim, long[] unflattened_size)
        : base(nameof(Unflatten))
    {
        this.dim = dim;
        this.unflattened_size = unflattened_size;
    }

    /// <summary>The axis to split; negative counts from the end.</summary>
    public long dim { get; set; }

    /// <summary>The sizes of the new axes.</summary>
    public long[] unflattened_size { get; set; }

    /// <inheritdoc/>
    public override Tensor forward(Tensor tensor)
    {
        var shape = tensor.shape;
        var axis = (int)(dim < 0 ? dim + shape.Length : dim);
        if (axis < 0 || axis >= shape.Length)
        {
            throw new ArgumentException($"Unflatten: axis {dim} is outside a tensor of shape [{string.Join(", ", shape)}].", nameof(tensor));
        }

        return Views.Reshape(tensor, [.. shape[..axis], .. unflattened_size, .. shape[(axis + 1)..]]);
    }
}
