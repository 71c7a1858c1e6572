using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>Views of up to the given number of equal parts along one axis.</summary>
        public Tensor[] chunk(long chunks, long dim = 0) => Aten.Chunk.CallAll(this, chunks, dim);

        /// <summary>Views of parts of a size along one axis; the last may be smaller.</summary>
        public Tensor[] split(long size, int dim = 0) => Aten.SplitTensor.CallAll(Parts(dim, size), size, dim);

        /// <summary>Views of parts of given sizes along one axis.</summary>
        public Tensor[] split(ReadOnlySpan<long> sizes, long dim = 0) => Aten.SplitWithSizes.CallAll(this, sizes, dim);

        /// <summary>Views of parts of given sizes along one axis.</summary>
        public Tensor[] split(long[] sizes, long dim = 0) => Aten.SplitWithSizes.CallAll(this, sizes, dim);

        /// <summary>Views of parts of given sizes along the first axis.</summary>
        public Tensor[] split(params long[] sizes) => Aten.SplitWithSizes.CallAll(this, sizes, 0);

        /// <summary>Views of a number of nearly equal parts along one axis.</summary>
        public Tensor[] tensor_split(long size, long dim = 0) => Aten.TensorSplitSections.CallAll(this, Parts(size), dim);

        /// <summary>Views of the parts between given positions along one axis.</summary>
        public Tensor[] tensor_split(long[] sizes, long dim = 0) => Aten.TensorSplitIndices.CallAll(this, sizes, dim);

        /// <summary>Views of the parts between given positions along one axis.</summary>
        public Tensor[] tensor_split(Tensor indices, long dim = 0) => Aten.TensorSplitTensorIndicesOrSections.CallAll(this, indices, dim);

        /// <summary>Views of all slices along one axis, without that axis.</summary>
        public Tensor[] unbind(long dimension = 0) => Aten.UnbindInt.CallAll(Parts(dimension, 1), dimension);

        /// <summary>Views of a number of equal parts along the columns.</summary>
        public Tensor[] hsplit(long size) => Aten.HsplitInt.CallAll(this, Parts(size));

        /// <summary>Views of the parts between given positions along the columns.</summary>
        public Tensor[] hsplit(params long[] sizes) => Aten.HsplitArray.CallAll(this, sizes);

        /// <summary>Views of a number of equal parts along the rows.</summary>
        public Tensor[] vsplit(long size) => Aten.VsplitInt.CallAll(this, Parts(size));

        /// <summary>Views of the parts between given positions along the rows.</summary>
        public Tensor[] vsplit(params long[] sizes) => Aten.VsplitArray.CallAll(this, sizes);

        /// <summary>Views of a number of equal parts along the third axis.</summary>
        public Tensor[] dsplit(long size) => Aten.DsplitInt.CallAll(this, Parts(size));

        /// <summary>Views of the parts between given positions along the third axis.</summary>
        public Tensor[] dsplit(params long[] sizes) => Aten.DsplitArray.CallAll(this, sizes);
    }
}
