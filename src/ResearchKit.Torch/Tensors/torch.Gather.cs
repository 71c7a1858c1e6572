namespace TorchSharp;

public static partial class torch
{
    /// <summary>The slices at given positions along one axis.</summary>
    public static Tensor index_select(Tensor input, long dim, Tensor index) => Given(input).index_select(dim, index);

    /// <summary>A view of one slice along one axis, without that axis.</summary>
    public static Tensor select(Tensor input, long dim, long index) => Given(input).select(dim, index);

    /// <summary>A view of a range along one axis.</summary>
    public static Tensor narrow(Tensor input, long dim, long start, long length) => Given(input).narrow(dim, start, length);

    /// <summary>The elements at given positions of the flattened tensor.</summary>
    public static Tensor take(Tensor input, Tensor index) => Given(input).take(index);

    /// <summary>The elements at given positions along one axis.</summary>
    public static Tensor take_along_dim(Tensor input, Tensor indices, long dim = 0) => Given(input).take_along_dim(indices, dim);

    /// <summary>The elements at given positions along one axis.</summary>
    public static Tensor take_along_dim(Tensor input, IEnumerable<long> indices, long dim = 0) => Given(input).take_along_dim(indices, dim);

    /// <summary>The elements at given positions along one axis: out[i][j] = this[index[i][j]][j] for axis 0.</summary>
    public static Tensor gather(Tensor input, long dim, Tensor index) => Given(input).gather(dim, index);

    /// <summary>A copy with elements of another tensor written to given positions along one axis.</summary>
    public static Tensor scatter(Tensor input, long dim, Tensor index, Tensor src) => Given(input).scatter(dim, index, src);

    /// <summary>Writes elements of another tensor to given positions along one axis.</summary>
    public static Tensor scatter_(Tensor input, long dim, Tensor index, Tensor src) => Given(input).scatter_(dim, index, src);

    /// <summary>A copy with elements of another tensor added at given positions along one axis.</summary>
    public static Tensor scatter_add(Tensor input, long dim, Tensor index, Tensor src) => Given(input).scatter_add(dim, index, src);

    /// <summary>Adds elements of another tensor at given positions along one axis.</summary>
    public static Tensor scatter_add_(Tensor input, long dim, Tensor index, Tensor src) => Given(input).scatter_add_(dim, index, src);

    /// <summary>A copy with one slice replaced.</summary>
    public static Tensor select_scatter(Tensor input, Tensor src, long dim, long index) => Given(input).select_scatter(src, dim, index);

    /// <summary>A copy with a range replaced.</summary>
    public static Tensor slice_scatter(Tensor input, Tensor src, long dim = 0, long? start = null, long? end = null, long step = 1) => Given(input).slice_scatter(src, dim, start, end, step);

    /// <summary>A copy with a diagonal replaced.</summary>
    public static Tensor diagonal_scatter(Tensor input, Tensor src, long offset = 0, long dim1 = 0, long dim2 = 1) => Given(input).diagonal_scatter(src, offset, dim1, dim2);

    /// <summary>A copy with alpha times slices of another tensor added at given positions.</summary>
    public static Tensor index_add(Tensor input, long dim, Tensor index, Tensor source, Scalar alpha) => Given(input).index_add(dim, index, source, alpha);

    /// <summary>Adds alpha times slices of another tensor at given positions.</summary>
    public static Tensor index_add_(Tensor input, long dim, Tensor index, Tensor source, Scalar alpha) => Given(input).index_add_(dim, index, source, alpha);

    /// <summary>A copy with slices of another tensor written to given positions.</summary>
    public static Tensor index_copy(Tensor input, long dim, Tensor index, Tensor source) => Given(input).index_copy(dim, index, source);

    /// <summary>Writes slices of another tensor to given positions.</summary>
    public static Tensor index_copy_(Tensor input, long dim, Tensor index, Tensor source) => Given(input).index_copy_(dim, index, source);

    /// <summary>A copy with the slices at given positions set to a number.</summary>
    public static Tensor index_fill(Tensor input, long dim, Tensor index, Scalar value) => Given(input).index_fill(dim, index, value);

    /// <summary>Sets the slices at given positions to a number.</summary>
    public static Tensor index_fill_(Tensor input, long dim, Tensor index, Scalar value) => Given(input).index_fill_(dim, index, value);

    /// <summary>The elements where the mask is true, on one axis.</summary>
    public static Tensor masked_select(Tensor input, Tensor mask) => Given(input).masked_select(mask);
}
