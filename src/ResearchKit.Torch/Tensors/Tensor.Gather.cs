using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>The slices at given positions along one axis.</summary>
        public Tensor index_select(long dim, Tensor index) => Aten.IndexSelect.Call(this, dim, index);

        /// <summary>A view of one slice along one axis, without that axis.</summary>
        public Tensor select(long dim, long index) => Aten.SelectInt.Call(this, dim, index);

        /// <summary>A view of a range along one axis.</summary>
        public Tensor narrow(long dim, long start, long length) => Aten.Narrow.Call(this, dim, start, length);

        /// <summary>A view of every step-th element of a range along one axis.</summary>
        public Tensor slice(long dim, long start, long finish, long step) => Aten.SliceTensor.Call(this, dim, start, finish, step);

        /// <summary>The elements at given positions of the flattened tensor.</summary>
        public Tensor take(Tensor index) => Aten.Take.Call(this, index);

        /// <summary>The elements at given positions of the flattened tensor.</summary>
        public Tensor take_along_dim(Tensor indices) => Aten.TakeAlongDim.Call(this, indices);

        /// <summary>The elements at given positions of the flattened tensor.</summary>
        public Tensor take_along_dim(IEnumerable<long> indices) => take_along_dim(torch.tensor(indices.ToArray()));

        /// <summary>The elements at given positions along one axis.</summary>
        public Tensor take_along_dim(Tensor indices, long dim) => Aten.TakeAlongDim.Call(this, indices, dim);

        /// <summary>The elements at given positions along one axis.</summary>
        public Tensor take_along_dim(IEnumerable<long> indices, long dim) => take_along_dim(torch.tensor(indices.ToArray()), dim);

        /// <summary>The elements at given positions along one axis: out[i][j] = this[index[i][j]][j] for axis 0.</summary>
        public Tensor gather(long dim, Tensor index) => Aten.Gather.Call(this, dim, index);

        /// <summary>A copy with elements of another tensor written to given positions along one axis.</summary>
        public Tensor scatter(long dim, Tensor index, Tensor src) => Aten.ScatterSrc.Call(this, dim, index, src);

        /// <summary>Writes elements of another tensor to given positions along one axis.</summary>
        public Tensor scatter_(long dim, Tensor index, Tensor src) => Aten.ScatterSrcInPlace.Update(this, dim, index, src);

        /// <summary>A copy with elements of another tensor added at given positions along one axis.</summary>
        public Tensor scatter_add(long dim, Tensor index, Tensor src) => Aten.ScatterAdd.Call(this, dim, index, src);

        /// <summary>Adds elements of another tensor at given positions along one axis.</summary>
        public Tensor scatter_add_(long dim, Tensor index, Tensor src) => Aten.ScatterAddInPlace.Update(this, dim, index, src);

        /// <summary>A copy with one slice replaced.</summary>
        public Tensor select_scatter(Tensor src, long dim, long index) => Aten.SelectScatter.Call(this, src, dim, index);

        /// <summary>A copy with a range replaced.</summary>
        public Tensor slice_scatter(Tensor src, long dim = 0, long? start = null, long? end = null, long step = 1) => Aten.SliceScatter.Call(this, src, dim, start, end, step);

        /// <summary>A copy with a diagonal replaced.</summary>
        public Tensor diagonal_scatter(Tensor src, long offset = 0, long dim1 = 0, long dim2 = 1) => Aten.DiagonalScatter.Call(this, src, offset, dim1, dim2);

        /// <summary>A copy with alpha times slices of another tensor added at given positions.</summary>
        public Tensor index_add(long dim, Tensor index, Tensor source, Scalar alpha) => Aten.IndexAdd.Call(this, dim, index, source, alpha);

        /// <summary>Adds alpha times slices of another tensor at given positions.</summary>
        public Tensor index_add_(long dim, Tensor index, Tensor source, Scalar alpha) => Aten.IndexAddInPlace.Update(this, dim, index, source, alpha);

        /// <summary>A copy with slices of another tensor written to given positions.</summary>
        public Tensor index_copy(long dim, Tensor index, Tensor source) => Aten.IndexCopy.Call(this, dim, index, source);

        /// <summary>Writes slices of another tensor to given positions.</summary>
        public Tensor index_copy_(long dim, Tensor index, Tensor source) => Aten.IndexCopyInPlace.Update(this, dim, index, source);

        /// <summary>A copy with the slices at given positions set to a number.</summary>
        public Tensor index_fill(long dim, Tensor index, Scalar value) => Aten.IndexFillIntScalar.Call(this, dim, index, value);

        /// <summary>Sets the slices at given positions to a number.</summary>
        public Tensor index_fill_(long dim, Tensor index, Scalar value) => Aten.IndexFillIntScalarInPlace.Update(this, dim, index, value);

        /// <summary>A copy with the elements where the mask is true set to a number.</summary>
        public Tensor masked_fill(Tensor mask, Scalar value) => Aten.MaskedFillScalar.Call(this, mask, value);

        /// <summary>Sets the elements where the mask is true to a number.</summary>
        public Tensor masked_fill_(Tensor mask, Scalar value) => Aten.MaskedFillScalarInPlace.Update(this, mask, value);

        /// <summary>The elements where the mask is true, on one axis.</summary>
        public Tensor masked_select(Tensor mask) => Aten.MaskedSelect.Call(this, mask);

        /// <summary>A copy with another tensor's elements written, in order, to where the mask is true.</summary>
        public Tensor masked_scatter(Tensor mask, Tensor value) => Aten.MaskedScatter.Call(this, mask, value);

        /// <summary>Writes another tensor's elements, in order, to where the mask is true.</summary>
        public Tensor masked_scatter_(Tensor mask, Tensor value) => Aten.MaskedScatterInPlace.Update(this, mask, value);

        /// <summary>This tensor's elements where the condition holds, the other's elsewhere.</summary>
        public Tensor where(Tensor condition, Tensor y) => torch.where(condition, this, y);
    }
}
