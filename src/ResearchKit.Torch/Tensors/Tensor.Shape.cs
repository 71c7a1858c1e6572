using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>The same elements in another shape, as a view where possible; one size may be -1.</summary>
        public Tensor reshape(params long[] shape) => Aten.Reshape.Call(this, shape);

        /// <summary>The same elements in another shape, always as a view; one size may be -1.</summary>
        public Tensor view(params long[] shape) => Aten.View.Call(this, shape);

        /// <summary>A view of the same elements in another tensor's shape.</summary>
        public Tensor view_as(Tensor other) => Aten.ViewAs.Call(this, other);

        /// <summary>A view of pairs along the last axis as complex numbers.</summary>
        public Tensor view_as_complex() => Aten.ViewAsComplex.Call(this);

        /// <summary>A view of complex numbers as pairs along a new last axis.</summary>
        public Tensor view_as_real() => Aten.ViewAsReal.Call(this);

        /// <summary>The same elements with a range of axes made one.</summary>
        public Tensor flatten(long start_dim = 0, long end_dim = -1) => Aten.FlattenUsingInts.Call(this, start_dim, end_dim);

        /// <summary>The same elements with one axis split into several.</summary>
        public Tensor unflatten(long dim, params long[] sizes) => Unflatten(dim, sizes);

        /// <summary>The same elements with one axis split into several.</summary>
        public Tensor unflatten(long dim, Size sizes) => Unflatten(dim, sizes.Shape);

        /// <summary>The same elements on one axis.</summary>
        public Tensor ravel() => Aten.Ravel.Call(this);

        /// <summary>A view without axes of size 1, all or the given one.</summary>
        public Tensor squeeze(long? dim = null) => dim is { } d ? Aten.SqueezeDim.Call(this, d) : Aten.Squeeze.Call(this);

        /// <summary>Removes axes of size 1 in place, all or the given one.</summary>
        public Tensor squeeze_(long? dim = null) => dim is { } d ? Aten.SqueezeDimInPlace.Update(this, d) : Aten.SqueezeInPlace.Update(this);

        /// <summary>A view with a new axis of size 1.</summary>
        public Tensor unsqueeze(long dim) => Aten.Unsqueeze.Call(this, dim);

        /// <summary>Adds an axis of size 1 in place.</summary>
        public Tensor unsqueeze_(long dim) => Aten.UnsqueezeInPlace.Update(this, dim);

        /// <summary>A view with two axes exchanged.</summary>
        public Tensor transpose(long dim0, long dim1) => Aten.TransposeInt.Call(this, dim0, dim1);

        /// <summary>Exchanges two axes in place.</summary>
        public Tensor transpose_(long dim0, long dim1) => Aten.TransposeInPlace.Update(this, dim0, dim1);

        /// <summary>A view with two axes exchanged.</summary>
        public Tensor swapaxes(long dim0, long dim1) => transpose(dim0, dim1);

        /// <summary>A view with two axes exchanged.</summary>
        public Tensor swapdims(long dim0, long dim1) => transpose(dim0, dim1);

        /// <summary>A view of a matrix with its axes exchanged.</summary>
        public Tensor t() => Aten.T.Call(this);

        /// <summary>A view of matrices with the last two axes exchanged, conjugated.</summary>
        public Tensor adjoint() => Aten.Adjoint.Call(this);

        /// <summary>A view with the axes in another order.</summary>
        public Tensor permute(params long[] permutation) => Aten.Permute.Call(this, permutation);

        /// <summary>A view with some axes moved to other places.</summary>
        public Tensor movedim(long[] source, long[] destination) => Aten.MovedimIntlist.Call(this, source, destination);

        /// <summary>A view with some axes moved to other places.</summary>
        public Tensor moveaxis(long[] source, long[] destination) => movedim(source, destination);

        /// <summary>A view in which axes of size 1 repeat; -1 keeps a size.</summary>
        public Tensor expand(ReadOnlySpan<long> sizes, bool isImplicit = false) => Aten.Expand.Call(this, sizes, isImplicit);

        /// <summary>A view in which axes of size 1 repeat; -1 keeps a size.</summary>
        public Tensor expand(Size sizes, bool isImplicit = false) => Aten.Expand.Call(this, sizes.Shape, isImplicit);

        /// <summary>A view in which axes of size 1 repeat; -1 keeps a size.</summary>
        public Tensor expand(long[] sizes, bool isImplicit = false) => Aten.Expand.Call(this, sizes, isImplicit);

        /// <summary>A view in which axes of size 1 repeat; -1 keeps a size.</summary>
        public Tensor expand(params long[] sizes) => Aten.Expand.Call(this, sizes, false);

        /// <summary>A view in which axes of size 1 repeat to another tensor's shape.</summary>
        public Tensor expand_as(Tensor other) => Aten.ExpandAs.Call(this, other);

        /// <summary>A view in which axes of size 1 repeat to a shape.</summary>
        public Tensor broadcast_to(params long[] shape) => Aten.BroadcastTo.Call(this, shape);

        /// <summary>The elements in memory in the order of their indices; the tensor itself when they are so already.</summary>
        public Tensor contiguous() => Aten.Contiguous.Call(this);

        /// <summary>A copy in memory of its own; gradients flow through it.</summary>
        public Tensor clone() => Aten.Clone.Call(this);

        /// <summary>A view that is not part of the graph.</summary>
        public Tensor detach() => Aten.Detach.Call(this);

        /// <summary>Takes the tensor out of the graph in place.</summary>
        public Tensor detach_() => Aten.DetachInPlace.Update(this);

        /// <summary>A view of the same shape.</summary>
        public Tensor alias() => Aten.Alias.Call(this);

        /// <summary>A view of the storage with the given sizes and strides.</summary>
        public Tensor as_strided(long[] size, long[] strides, long storageOffset = 0) => Aten.AsStrided.Call(this, size, strides, storageOffset);

        /// <summary>The tensor repeated along each axis.</summary>
        public Tensor repeat(params long[] sizes) => Aten.Repeat.Call(this, sizes);

        /// <summary>The tensor repeated along each axis; missing axes count once.</summary>
        public Tensor tile(long[] reps) => Aten.Tile.Call(this, reps);

        /// <summary>Each element or slice repeated on the spot.</summary>
        public Tensor repeat_interleave(long repeats, long? dim = null, long? output_size = null) => Aten.RepeatInterleaveSelfInt.Call(this, repeats, dim, output_size);

        /// <summary>Each element or slice repeated on the spot, each as often as given.</summary>
        public Tensor repeat_interleave(Tensor repeats, long? dim = null, long? output_size = null) => Aten.RepeatInterleaveSelfTensor.Call(this, repeats, dim, output_size);

        /// <summary>The elements in reverse order along some axes.</summary>
        public Tensor flip(params long[] dims) => Aten.Flip.Call(this, dims);

        /// <summary>The elements in reverse order along the second axis.</summary>
        public Tensor fliplr() => Aten.Fliplr.Call(this);

        /// <summary>The elements in reverse order along the first axis.</summary>
        public Tensor flipud() => Aten.Flipud.Call(this);

        /// <summary>The elements moved along one axis, those that leave coming in again at the other end.</summary>
        public Tensor roll(long shifts, long? dims = null) => Aten.Roll.Call(this, new[] { shifts }, dims is { } d ? new[] { d } : []);

        /// <summary>The elements moved along some axes, those that leave coming in again at the other end.</summary>
        public Tensor roll(long[] shifts, long[] dims) => Aten.Roll.Call(this, shifts, dims);

        /// <summary>The elements moved along the first axis, those that leave coming in again at the other end.</summary>
        public Tensor roll(long[] shifts) => roll(shifts, new long[] { 0 });

        /// <summary>The elements moved along some axes, those that leave coming in again at the other end.</summary>
        public Tensor roll(ReadOnlySpan<long> shifts, ReadOnlySpan<long> dims = default) => Aten.Roll.Call(this, shifts, dims);

        /// <summary>The elements moved along two axes, those that leave coming in again at the other end.</summary>
        public Tensor roll((long, long) shifts, (long, long) dims) => roll(new[] { shifts.Item1, shifts.Item2 }, new[] { dims.Item1, dims.Item2 });

        /// <summary>The elements moved along three axes, those that leave coming in again at the other end.</summary>
        public Tensor roll((long, long, long) shifts, (long, long, long) dims) => roll(new[] { shifts.Item1, shifts.Item2, shifts.Item3 }, new[] { dims.Item1, dims.Item2, dims.Item3 });

        /// <summary>The elements turned by k quarter turns in the plane of two axes.</summary>
        public Tensor rot90(long k = 1, (long, long)? dims = null) => Aten.Rot90.Call(this, k, dims is { } d ? new[] { d.Item1, d.Item2 } : [0, 1]);

        /// <summary>A matrix's diagonal, or the matrix with a vector on its diagonal.</summary>
        public Tensor diag(long diagonal = 0) => Aten.Diag.Call(this, diagonal);

        /// <summary>A view of a diagonal in the plane of two axes, which becomes the last axis. Name the axes: their defaults differ between versions of TorchSharp.</summary>
        public Tensor diagonal(long offset = 0, long dim1 = 0, long dim2 = 0) => Aten.Diagonal.Call(this, offset, dim1, dim2);

        /// <summary>Matrices with the last axis on their diagonals.</summary>
        public Tensor diag_embed(long offset = 0, long dim1 = -2, long dim2 = -1) => Aten.DiagEmbed.Call(this, offset, dim1, dim2);

        /// <summary>The matrix with the flattened elements on its diagonal.</summary>
        public Tensor diagflat(long offset = 0) => Aten.Diagflat.Call(this, offset);

        /// <summary>The matrix with zeros above a diagonal.</summary>
        public Tensor tril(long diagonal = 0) => Aten.Tril.Call(this, diagonal);

        /// <summary>The matrix with zeros below a diagonal.</summary>
        public Tensor triu(long diagonal = 0) => Aten.Triu.Call(this, diagonal);

        /// <summary>A view of all windows of a size along one axis, each on a new last axis.</summary>
        public Tensor unfold(long dimension, long size, long step) => Aten.Unfold.Call(this, dimension, size, step);

        /// <summary>The channels of an image in the order that mixes their groups.</summary>
        public Tensor channel_shuffle(long groups) => Aten.ChannelShuffle.Call(this, groups);

        /// <summary>The matrix of the elements' powers.</summary>
        public Tensor vander(long N = -1, bool increasing = false) => torch.vander(this, N, increasing);
    }
}
