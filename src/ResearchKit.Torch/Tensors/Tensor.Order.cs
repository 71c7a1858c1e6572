using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>The elements sorted along one axis and where they came from.</summary>
        public (Tensor Values, Tensor Indices) sort(long dim = -1, bool descending = false, bool stable = false) => Aten.SortStable.CallPair(this, stable, dim, descending);

        /// <summary>The positions that sort the elements along one axis.</summary>
        public Tensor argsort(long dim = -1, bool descending = false) => Aten.Argsort.Call(this, dim, descending);

        /// <summary>The elements sorted along the first axis.</summary>
        public Tensor msort() => Aten.Msort.Call(this);

        /// <summary>The k largest or smallest elements along one axis and where they are.</summary>
        public (Tensor values, Tensor indexes) topk(int k, int dim = -1, bool largest = true, bool sorted = true) => Aten.Topk.CallPair(this, k, dim, largest, sorted);

        /// <summary>The positions of the elements that differ from zero, one row each.</summary>
        public Tensor nonzero() => Aten.Nonzero.Call(this);

        /// <summary>The positions of the elements that differ from zero, one tensor an axis.</summary>
        public IList<Tensor> nonzero_as_list() => Aten.NonzeroNumpy.CallAll(this);

        /// <summary>The positions of the elements that differ from zero, one row each.</summary>
        public Tensor argwhere() => Aten.Argwhere.Call(this);

        /// <summary>The number of the bucket between sorted boundaries into which each element falls.</summary>
        public Tensor bucketize(Tensor boundaries, bool outInt32 = false, bool right = false) => Aten.BucketizeTensor.Call(this, boundaries, outInt32, right);
    }
}
