using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>The sum of all elements; integers are summed as 64-bit ones.</summary>
        public Tensor sum(ScalarType? type = null) => Aten.Sum.Call(this, type);

        /// <summary>The sums along some axes.</summary>
        public Tensor sum(long[] dim, bool keepdim = false, ScalarType? type = null) => Aten.SumDimIntList.Call(this, dim, keepdim, type);

        /// <summary>The sums along some axes.</summary>
        public Tensor sum(ReadOnlySpan<long> dim, bool keepdim = false, ScalarType? type = null) => Aten.SumDimIntList.Call(this, dim, keepdim, type);

        /// <summary>The sums along one axis.</summary>
        public Tensor sum(long dim, bool keepdim = false, ScalarType? type = null) => Aten.SumDimIntList.Call(this, dim, keepdim, type);

        /// <summary>The sums along two axes.</summary>
        public Tensor sum(long dim0, long dim1, bool keepdim = false, ScalarType? type = null) => sum([dim0, dim1], keepdim, type);

        /// <summary>The sums along three axes.</summary>
        public Tensor sum(long dim0, long dim1, long dim2, bool keepdim = false, ScalarType? type = null) => sum([dim0, dim1, dim2], keepdim, type);

        /// <summary>The mean of all elements.</summary>
        public Tensor mean() => Aten.Mean.Call(this);

        /// <summary>The means along some axes.</summary>
        public Tensor mean(long[] dimensions, bool keepdim = false, ScalarType? type = null) => Aten.MeanDim.Call(this, dimensions, keepdim, type);

        /// <summary>The sum of all elements that are not NaN.</summary>
        public Tensor nansum() => Aten.Nansum.Call(this);

        /// <summary>The mean of the elements that are not NaN, of all or along one axis.</summary>
        public Tensor nanmean(int? dim = null, bool keepdim = false, ScalarType? dtype = null) => Aten.Nanmean.Call(this, (long?)dim, keepdim, dtype);

        /// <summary>The lower median of all elements.</summary>
        public Tensor median() => Aten.Median.Call(this);

        /// <summary>The lower median of all elements that are not NaN.</summary>
        public Tensor nanmedian() => Aten.Nanmedian.Call(this);

        /// <summary>The largest element.</summary>
        public Tensor max() => Aten.Max.Call(this);

        /// <summary>The largest elements along one axis and where they are.</summary>
        public (Tensor values, Tensor indexes) max(long dim, bool keepdim = false) => Aten.MaxDim.CallPair(this, dim, keepdim);

        /// <summary>The smallest element.</summary>
        public Tensor min() => Aten.Min.Call(this);

        /// <summary>The smallest elements along one axis and where they are.</summary>
        public (Tensor values, Tensor indexes) min(long dim, bool keepdim = false) => Aten.MinDim.CallPair(this, dim, keepdim);

        /// <summary>The largest elements along some axes, over all when none is named.</summary>
        public Tensor amax(long[] dims, bool keepdim = false, Tensor? @out = null) => Extreme(Aten.Amax, dims, keepdim, @out);

        /// <summary>The largest elements along some axes, over all when none is named.</summary>
        public Tensor amax(params long[] dims) => Extreme(Aten.Amax, dims, false, null);

        /// <summary>The largest elements along some axes, over all when none is named.</summary>
        public Tensor amax(ReadOnlySpan<long> dims, bool keepdim = false, Tensor? @out = null) => Extreme(Aten.Amax, dims, keepdim, @out);

        /// <summary>The smallest elements along some axes, over all when none is named.</summary>
        public Tensor amin(ReadOnlySpan<long> dims, bool keepdim = false, Tensor? @out = null) => Extreme(Aten.Amin, dims, keepdim, @out);

        /// <summary>The smallest elements along some axes, over all when none is named.</summary>
        public Tensor amin(long[] dims, bool keepdim = false, Tensor? @out = null) => Extreme(Aten.Amin, dims, keepdim, @out);

        /// <summary>The smallest elements along some axes, over all when none is named.</summary>
        public Tensor amin(params long[] dims) => Extreme(Aten.Amin, dims, false, null);

        /// <summary>The smallest and the largest element, of all or along one axis.</summary>
        public (Tensor min, Tensor max) aminmax(long? dim = null, bool keepdim = false) => Aten.Aminmax.CallPair(this, dim, keepdim);

        /// <summary>The position of the largest element in the flattened tensor.</summary>
        public Tensor argmax() => Aten.Argmax.Call(this);

        /// <summary>The positions of the largest elements along one axis.</summary>
        public Tensor argmax(long dim, bool keepdim = false) => Aten.Argmax.Call(this, dim, keepdim);

        /// <summary>The position of the smallest element in the flattened tensor.</summary>
        public Tensor argmin() => Aten.Argmin.Call(this);

        /// <summary>The positions of the smallest elements along one axis.</summary>
        public Tensor argmin(long dim, bool keepdim = false) => Aten.Argmin.Call(this, dim, keepdim);

        /// <summary>Whether any element is true.</summary>
        public Tensor any() => Aten.Any.Call(this);

        /// <summary>Whether any element along one axis is true.</summary>
        public Tensor any(long dim, bool keepdim = false) => Aten.AnyDim.Call(this, dim, keepdim);

        /// <summary>Whether all elements are true.</summary>
        public Tensor all() => Aten.All.Call(this);

        /// <summary>Whether all elements along one axis are true.</summary>
        public Tensor all(long dim, bool keepdim = false) => Aten.AllDim.Call(this, dim, keepdim);

        /// <summary>The number of elements that differ from zero, of all or along some axes.</summary>
        public Tensor count_nonzero(long[]? dims = null) => Aten.CountNonzeroDimIntList.Call(this, dims ?? []);

        /// <summary>log(sum(exp(x))) along one axis, without overflow.</summary>
        public Tensor logsumexp(long dim, bool keepdim = false) => Aten.Logsumexp.Call(this, new[] { dim }, keepdim);

        /// <summary>The p-norm of all elements.</summary>
        public Tensor norm(float p = 2) => Aten.NormScalar.Call(this, p);

        /// <summary>The p-norms along one axis.</summary>
        public Tensor norm(int dim, bool keepdim = false, float p = 2) => Aten.NormScalarOptDim.Call(this, p, new long[] { dim }, keepdim);

        /// <summary>The p-norm of the difference of two tensors.</summary>
        public Tensor dist(Tensor other, float p = 2) => Aten.Dist.Call(this, other, p);

        /// <summary>The running sums along one axis.</summary>
        public Tensor cumsum(long dim, ScalarType? type = null) => Aten.Cumsum.Call(this, dim, type);

        /// <summary>The running products along one axis.</summary>
        public Tensor cumprod(long dim, ScalarType? type = null) => Aten.Cumprod.Call(this, dim, type);

        /// <summary>The running maxima along one axis and where they are.</summary>
        public (Tensor values, Tensor indexes) cummax(long dim) => Aten.Cummax.CallPair(this, dim);

        /// <summary>The running minima along one axis and where they are.</summary>
        public (Tensor values, Tensor indexes) cummin(long dim) => Aten.Cummin.CallPair(this, dim);

        /// <summary>The logarithms of the running sums of exp(x) along one axis.</summary>
        public Tensor logcumsumexp(long dim) => Aten.Logcumsumexp.Call(this, dim);

        /// <summary>The sum of a matrix's diagonal.</summary>
        public Tensor trace() => Aten.Trace.Call(this);

        /// <summary>The q-quantiles along one axis, interpolated linearly.</summary>
        public Tensor quantile(Tensor q, long dim = -1, bool keepdim = false) => Aten.Quantile.Call(this, q, dim, keepdim);

        /// <summary>The q-quantiles of the elements that are not NaN along one axis.</summary>
        public Tensor nanquantile(Tensor q, long dim = -1, bool keepdim = false) => Aten.Nanquantile.Call(this, q, dim, keepdim);

        /// <summary>The most frequent element along one axis and where it is.</summary>
        public (Tensor values, Tensor indices) mode(long dim = -1, bool keepdim = false) => Aten.Mode.CallPair(this, dim, keepdim);

        /// <summary>The k-th smallest elements along one axis, counted from 1, and where they are.</summary>
        public (Tensor values, Tensor indices) kthvalue(long k, long? dim, bool keepdim = false) => Aten.Kthvalue.CallPair(this, k, dim ?? -1, keepdim);

        /// <summary>The counts of the elements in equal bins from min to max, or from the smallest to the largest when both are 0.</summary>
        public Tensor histc(long bins = 100, long min = 0, long max = 0) => Aten.Histc.Call(this, bins, min, max);

        /// <summary>How often each number occurs in a list of non-negative integers, or the sum of its weights.</summary>
        public Tensor bincount(Tensor? weights, long minlength = 0) => Aten.Bincount.Call(this, weights, minlength);

        /// <summary>The slices along one axis, scaled down to a p-norm of at most maxnorm.</summary>
        public Tensor renorm(float p, long dim, float maxnorm) => Aten.Renorm.Call(this, p, dim, maxnorm);
    }
}
