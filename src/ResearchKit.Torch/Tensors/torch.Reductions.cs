namespace TorchSharp;

public static partial class torch
{
    /// <summary>The sum of all elements; integers are summed as 64-bit ones.</summary>
    public static Tensor sum(Tensor input, ScalarType? type = null) => Given(input).sum(type);

    /// <summary>The sums along some axes.</summary>
    public static Tensor sum(Tensor input, ReadOnlySpan<long> dim, bool keepdim = false, ScalarType? type = null) => Given(input).sum(dim, keepdim, type);

    /// <summary>The sums along one axis.</summary>
    public static Tensor sum(Tensor input, long dim, bool keepdim = false, ScalarType? type = null) => Given(input).sum(dim, keepdim, type);

    /// <summary>The mean of all elements.</summary>
    public static Tensor mean(Tensor input) => Given(input).mean();

    /// <summary>The means along some axes.</summary>
    public static Tensor mean(Tensor input, long[] dimensions, bool keepdim = false, ScalarType? type = null) => Given(input).mean(dimensions, keepdim, type);

    /// <summary>The sum of all elements that are not NaN.</summary>
    public static Tensor nansum(Tensor input) => Given(input).nansum();

    /// <summary>The mean of the elements that are not NaN, of all or along one axis.</summary>
    public static Tensor nanmean(Tensor input, int? dim = null, bool keepdim = false, ScalarType? dtype = null) => Given(input).nanmean(dim, keepdim, dtype);

    /// <summary>The lower median of all elements.</summary>
    public static Tensor median(Tensor input) => Given(input).median();

    /// <summary>The lower median of all elements that are not NaN.</summary>
    public static Tensor nanmedian(Tensor input) => Given(input).nanmedian();

    /// <summary>The largest element.</summary>
    public static Tensor max(Tensor input) => Given(input).max();

    /// <summary>The largest elements along one axis and where they are.</summary>
    public static (Tensor values, Tensor indexes) max(Tensor input, long dim, bool keepdim = false) => Given(input).max(dim, keepdim);

    /// <summary>The smallest element.</summary>
    public static Tensor min(Tensor input) => Given(input).min();

    /// <summary>The smallest elements along one axis and where they are.</summary>
    public static (Tensor values, Tensor indexes) min(Tensor input, long dim, bool keepdim = false) => Given(input).min(dim, keepdim);

    /// <summary>The largest elements along some axes, over all when none is named.</summary>
    public static Tensor amax(Tensor input, long[] dims, bool keepdim = false, Tensor? @out = null) => Given(input).amax(dims, keepdim, @out);

    /// <summary>The largest elements along some axes, over all when none is named.</summary>
    public static Tensor amax(Tensor input, long[] dims) => Given(input).amax(dims);

    /// <summary>The largest elements along some axes, over all when none is named.</summary>
    public static Tensor amax(Tensor input, ReadOnlySpan<long> dims, bool keepdim = false, Tensor? @out = null) => Given(input).amax(dims, keepdim, @out);

    /// <summary>The smallest elements along some axes, over all when none is named.</summary>
    public static Tensor amin(Tensor input, ReadOnlySpan<long> dims, bool keepdim = false, Tensor? @out = null) => Given(input).amin(dims, keepdim, @out);

    /// <summary>The smallest elements along some axes, over all when none is named.</summary>
    public static Tensor amin(Tensor input, long[] dims, bool keepdim = false, Tensor? @out = null) => Given(input).amin(dims, keepdim, @out);

    /// <summary>The smallest and the largest element, of all or along one axis.</summary>
    public static (Tensor min, Tensor max) aminmax(Tensor input, long? dim = null, bool keepdim = false) => Given(input).aminmax(dim, keepdim);

    /// <summary>The position of the largest element in the flattened tensor.</summary>
    public static Tensor argmax(Tensor input) => Given(input).argmax();

    /// <summary>The positions of the largest elements along one axis.</summary>
    public static Tensor argmax(Tensor input, long dim, bool keepdim = false) => Given(input).argmax(dim, keepdim);

    /// <summary>The position of the smallest element in the flattened tensor.</summary>
    public static Tensor argmin(Tensor input) => Given(input).argmin();

    /// <summary>The positions of the smallest elements along one axis.</summary>
    public static Tensor argmin(Tensor input, long dim, bool keepdim = false) => Given(input).argmin(dim, keepdim);

    /// <summary>Whether any element is true.</summary>
    public static Tensor any(Tensor input) => Given(input).any();

    /// <summary>Whether any element along one axis is true.</summary>
    public static Tensor any(Tensor input, long dim, bool keepdim = false) => Given(input).any(dim, keepdim);

    /// <summary>Whether all elements are true.</summary>
    public static Tensor all(Tensor input) => Given(input).all();

    /// <summary>Whether all elements along one axis are true.</summary>
    public static Tensor all(Tensor input, long dim, bool keepdim = false) => Given(input).all(dim, keepdim);

    /// <summary>The number of elements that differ from zero, of all or along some axes.</summary>
    public static Tensor count_nonzero(Tensor input, long[]? dims = null) => Given(input).count_nonzero(dims);

    /// <summary>log(sum(exp(x))) along one axis, without overflow.</summary>
    public static Tensor logsumexp(Tensor input, long dim, bool keepdim = false) => Given(input).logsumexp(dim, keepdim);

    /// <summary>The p-norm of all elements.</summary>
    public static Tensor norm(Tensor input, float p = 2) => Given(input).norm(p);

    /// <summary>The p-norms along one axis.</summary>
    public static Tensor norm(Tensor input, int dimension, bool keepdim = false, float p = 2) => Given(input).norm(dimension, keepdim, p);

    /// <summary>The p-norm of the difference of two tensors.</summary>
    public static Tensor dist(Tensor input, Tensor other, float p = 2) => Given(input).dist(other, p);

    /// <summary>The running sums along one axis.</summary>
    public static Tensor cumsum(Tensor input, long dim, ScalarType? type = null) => Given(input).cumsum(dim, type);

    /// <summary>The running products along one axis.</summary>
    public static Tensor cumprod(Tensor input, long dim, ScalarType? dtype = null) => Given(input).cumprod(dim, dtype);

    /// <summary>The running maxima along one axis and where they are.</summary>
    public static (Tensor values, Tensor indexes) cummax(Tensor input, long dim) => Given(input).cummax(dim);

    /// <summary>The running minima along one axis and where they are.</summary>
    public static (Tensor values, Tensor indexes) cummin(Tensor input, long dim) => Given(input).cummin(dim);

    /// <summary>The logarithms of the running sums of exp(x) along one axis.</summary>
    public static Tensor logcumsumexp(Tensor input, long dim) => Given(input).logcumsumexp(dim);

    /// <summary>The sum of a matrix's diagonal.</summary>
    public static Tensor trace(Tensor input) => Given(input).trace();

    /// <summary>The q-quantiles along one axis, interpolated linearly.</summary>
    public static Tensor quantile(Tensor input, Tensor q, long dim = -1, bool keepdim = false) => Given(input).quantile(q, dim, keepdim);

    /// <summary>The q-quantiles of the elements that are not NaN along one axis.</summary>
    public static Tensor nanquantile(Tensor input, Tensor q, long dim = -1, bool keepdim = false) => Given(input).nanquantile(q, dim, keepdim);

    /// <summary>The most frequent element along one axis and where it is.</summary>
    public static (Tensor values, Tensor indices) mode(Tensor input, long dim = -1, bool keepdim = false) => Given(input).mode(dim, keepdim);

    /// <summary>The k-th smallest elements along one axis, counted from 1, and where they are.</summary>
    public static (Tensor values, Tensor indices) kthvalue(Tensor input, long k, long? dim, bool keepdim = false) => Given(input).kthvalue(k, dim, keepdim);

    /// <summary>The counts of the elements in equal bins from min to max, or from the smallest to the largest when both are 0.</summary>
    public static Tensor histc(Tensor input, long bins = 100, long min = 0, long max = 0) => Given(input).histc(bins, min, max);

    /// <summary>How often each number occurs in a list of non-negative integers, or the sum of its weights.</summary>
    public static Tensor bincount(Tensor input, Tensor? weights = null, long minlength = 0) => Given(input).bincount(weights, minlength);

    /// <summary>The slices along one axis, scaled down to a p-norm of at most maxnorm.</summary>
    public static Tensor renorm(Tensor input, float p, long dim, float maxnorm) => Given(input).renorm(p, dim, maxnorm);
}
