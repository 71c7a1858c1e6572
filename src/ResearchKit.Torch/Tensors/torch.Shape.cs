namespace TorchSharp;

public static partial class torch
{
    /// <summary>The same elements in another shape, as a view where possible; one size may be -1.</summary>
    public static Tensor reshape(Tensor input, params long[] shape) => Given(input).reshape(shape);

    /// <summary>A view of pairs along the last axis as complex numbers.</summary>
    public static Tensor view_as_complex(Tensor input) => Given(input).view_as_complex();

    /// <summary>A view of complex numbers as pairs along a new last axis.</summary>
    public static Tensor view_as_real(Tensor input) => Given(input).view_as_real();

    /// <summary>The same elements with a range of axes made one.</summary>
    public static Tensor flatten(Tensor input, long start_dim = 0, long end_dim = -1) => Given(input).flatten(start_dim, end_dim);

    /// <summary>The same elements with one axis split into several.</summary>
    public static Tensor unflatten(Tensor input, long dim, params long[] sizes) => Given(input).unflatten(dim, sizes);

    /// <summary>The same elements with one axis split into several.</summary>
    public static Tensor unflatten(Tensor input, long dim, Size sizes) => Given(input).unflatten(dim, sizes);

    /// <summary>The same elements on one axis.</summary>
    public static Tensor ravel(Tensor input) => Given(input).ravel();

    /// <summary>A view without axes of size 1, all or the given one.</summary>
    public static Tensor squeeze(Tensor input, long? dim = null) => Given(input).squeeze(dim);

    /// <summary>Removes axes of size 1 in place, all or the given one.</summary>
    public static Tensor squeeze_(Tensor input, long? dim = null) => Given(input).squeeze_(dim);

    /// <summary>A view with a new axis of size 1.</summary>
    public static Tensor unsqueeze(Tensor input, long dim) => Given(input).unsqueeze(dim);

    /// <summary>Adds an axis of size 1 in place.</summary>
    public static Tensor unsqueeze_(Tensor input, long dim) => Given(input).unsqueeze_(dim);

    /// <summary>A view with two axes exchanged.</summary>
    public static Tensor transpose(Tensor input, long dim0, long dim1) => Given(input).transpose(dim0, dim1);

    /// <summary>A view with two axes exchanged.</summary>
    public static Tensor swapaxes(Tensor input, long axis0, long axis1) => Given(input).swapaxes(axis0, axis1);

    /// <summary>A view with two axes exchanged.</summary>
    public static Tensor swapdims(Tensor input, long dim0, long dim1) => Given(input).swapdims(dim0, dim1);

    /// <summary>A view of a matrix with its axes exchanged.</summary>
    public static Tensor t(Tensor input) => Given(input).t();

    /// <summary>A view of matrices with the last two axes exchanged, conjugated.</summary>
    public static Tensor adjoint(Tensor input) => Given(input).adjoint();

    /// <summary>A view with the axes in another order.</summary>
    public static Tensor permute(Tensor input, params long[] permutation) => Given(input).permute(permutation);

    /// <summary>A view with some axes moved to other places.</summary>
    public static Tensor movedim(Tensor input, long[] source, long[] destination) => Given(input).movedim(source, destination);

    /// <summary>A view with some axes moved to other places.</summary>
    public static Tensor moveaxis(Tensor input, long[] source, long[] destination) => Given(input).moveaxis(source, destination);

    /// <summary>A view in which axes of size 1 repeat to a shape.</summary>
    public static Tensor broadcast_to(Tensor input, params long[] shape) => Given(input).broadcast_to(shape);

    /// <summary>A copy in memory of its own; gradients flow through it.</summary>
    public static Tensor clone(Tensor input) => Given(input).clone();

    /// <summary>The tensor repeated along each axis; missing axes count once.</summary>
    public static Tensor tile(Tensor input, long[] dims) => Given(input).tile(dims);

    /// <summary>Each element or slice repeated on the spot.</summary>
    public static Tensor repeat_interleave(Tensor input, long repeats, long? dim = null, long? output_size = null) => Given(input).repeat_interleave(repeats, dim, output_size);

    /// <summary>Each element or slice repeated on the spot, each as often as given.</summary>
    public static Tensor repeat_interleave(Tensor input, Tensor repeats, long? dim = null, long? output_size = null) => Given(input).repeat_interleave(repeats, dim, output_size);

    /// <summary>The elements in reverse order along some axes.</summary>
    public static Tensor flip(Tensor input, params long[] dims) => Given(input).flip(dims);

    /// <summary>The elements in reverse order along the second axis.</summary>
    public static Tensor fliplr(Tensor input) => Given(input).fliplr();

    /// <summary>The elements in reverse order along the first axis.</summary>
    public static Tensor flipud(Tensor input) => Given(input).flipud();

    /// <summary>The elements moved along one axis, those that leave coming in again at the other end.</summary>
    public static Tensor roll(Tensor input, long shifts, long? dims = null) => Given(input).roll(shifts, dims);

    /// <summary>The elements moved along some axes, those that leave coming in again at the other end.</summary>
    public static Tensor roll(Tensor input, long[] shifts, long[] dims) => Given(input).roll(shifts, dims);

    /// <summary>The elements moved along the first axis, those that leave coming in again at the other end.</summary>
    public static Tensor roll(Tensor input, long[] shifts) => Given(input).roll(shifts);

    /// <summary>The elements moved along some axes, those that leave coming in again at the other end.</summary>
    public static Tensor roll(Tensor input, ReadOnlySpan<long> shifts, ReadOnlySpan<long> dims = default) => Given(input).roll(shifts, dims);

    /// <summary>The elements moved along two axes, those that leave coming in again at the other end.</summary>
    public static Tensor roll(Tensor input, (long, long) shifts, (long, long) dims) => Given(input).roll(shifts, dims);

    /// <summary>The elements moved along three axes, those that leave coming in again at the other end.</summary>
    public static Tensor roll(Tensor input, (long, long, long) shifts, (long, long, long) dims) => Given(input).roll(shifts, dims);

    /// <summary>The elements turned by k quarter turns in the plane of two axes.</summary>
    public static Tensor rot90(Tensor input, long k = 1, (long, long)? dims = null) => Given(input).rot90(k, dims);

    /// <summary>A matrix's diagonal, or the matrix with a vector on its diagonal.</summary>
    public static Tensor diag(Tensor input, long diagonal = 0) => Given(input).diag(diagonal);

    /// <summary>A view of a diagonal in the plane of two axes, which becomes the last axis. Name the axes: their defaults differ between versions of TorchSharp.</summary>
    public static Tensor diagonal(Tensor input, long offset = 0, long dim1 = 0, long dim2 = 0) => Given(input).diagonal(offset, dim1, dim2);

    /// <summary>Matrices with the last axis on their diagonals.</summary>
    public static Tensor diag_embed(Tensor input, long offset = 0, long dim1 = -2, long dim2 = -1) => Given(input).diag_embed(offset, dim1, dim2);

    /// <summary>The matrix with the flattened elements on its diagonal.</summary>
    public static Tensor diagflat(Tensor input, long offset = 0) => Given(input).diagflat(offset);

    /// <summary>The matrix with zeros above a diagonal.</summary>
    public static Tensor tril(Tensor input, long diagonal = 0) => Given(input).tril(diagonal);

    /// <summary>The matrix with zeros below a diagonal.</summary>
    public static Tensor triu(Tensor input, long diagonal = 0) => Given(input).triu(diagonal);
}
