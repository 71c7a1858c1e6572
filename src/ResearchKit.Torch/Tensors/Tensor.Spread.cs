using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>The variance of all elements, divided by n - 1 when unbiased.</summary>
        public Tensor var(bool unbiased = true) => Aten.Var.Call(this, unbiased);

        /// <summary>The variances along some axes.</summary>
        public Tensor var(ReadOnlySpan<long> dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => To(Aten.VarDim.Call(this, dimensions, unbiased, keepdim), type);

        /// <summary>The variances along some axes.</summary>
        public Tensor var(long[] dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => To(Aten.VarDim.Call(this, dimensions, unbiased, keepdim), type);

        /// <summary>The variances along one axis.</summary>
        public Tensor var(long dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => var([dim], unbiased, keepdim, type);

        /// <summary>The variances along two axes.</summary>
        public Tensor var((long, long) dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => var([dim.Item1, dim.Item2], unbiased, keepdim, type);

        /// <summary>The variances along three axes.</summary>
        public Tensor var((long, long, long) dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => var([dim.Item1, dim.Item2, dim.Item3], unbiased, keepdim, type);

        /// <summary>The standard deviation of all elements, divided by n - 1 under the root when unbiased.</summary>
        public Tensor std(bool unbiased = true) => Aten.Std.Call(this, unbiased);

        /// <summary>The standard deviations along some axes.</summary>
        public Tensor std(ReadOnlySpan<long> dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => To(Aten.StdDim.Call(this, dimensions, unbiased, keepdim), type);

        /// <summary>The standard deviations along some axes.</summary>
        public Tensor std(long[] dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => To(Aten.StdDim.Call(this, dimensions, unbiased, keepdim), type);

        /// <summary>The standard deviations along one axis.</summary>
        public Tensor std(long dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => std([dim], unbiased, keepdim, type);

        /// <summary>The standard deviations along two axes.</summary>
        public Tensor std((long, long) dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => std([dim.Item1, dim.Item2], unbiased, keepdim, type);

        /// <summary>The standard deviations along three axes.</summary>
        public Tensor std((long, long, long) dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => std([dim.Item1, dim.Item2, dim.Item3], unbiased, keepdim, type);

        /// <summary>The variance and the mean of all elements.</summary>
        public (Tensor @var, Tensor mean) var_mean(bool unbiased = true) => Aten.VarMean.CallPair(this, unbiased);

        /// <summary>The variances and the means along some axes.</summary>
        public (Tensor @var, Tensor mean) var_mean(long[] dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => To(Aten.VarMeanDim.CallPair(this, dimensions, unbiased, keepdim), type);

        /// <summary>The variances and the means along some axes.</summary>
        public (Tensor @var, Tensor mean) var_mean(ReadOnlySpan<long> dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => To(Aten.VarMeanDim.CallPair(this, dimensions, unbiased, keepdim), type);

        /// <summary>The variances and the means along one axis.</summary>
        public (Tensor @var, Tensor mean) var_mean(long dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => var_mean([dim], unbiased, keepdim, type);

        /// <summary>The standard deviation and the mean of all elements.</summary>
        public (Tensor std, Tensor mean) std_mean(bool unbiased = true) => Aten.StdMean.CallPair(this, unbiased);

        /// <summary>The standard deviations and the means along some axes.</summary>
        public (Tensor std, Tensor mean) std_mean(long[] dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => To(Aten.StdMeanDim.CallPair(this, dimensions, unbiased, keepdim), type);

        /// <summary>The standard deviations and the means along some axes.</summary>
        public (Tensor std, Tensor mean) std_mean(ReadOnlySpan<long> dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => To(Aten.StdMeanDim.CallPair(this, dimensions, unbiased, keepdim), type);

        /// <summary>The standard deviations and the means along one axis.</summary>
        public (Tensor std, Tensor mean) std_mean(long dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => std_mean([dim], unbiased, keepdim, type);

        /// <summary>The covariances of the rows.</summary>
        public Tensor cov(long correction = 1, Tensor? fweights = null, Tensor? aweights = null) => Aten.Cov.Call(this, correction, fweights, aweights);

        /// <summary>The correlation coefficients of the rows.</summary>
        public Tensor corrcoef() => Aten.Corrcoef.Call(this);

        /// <summary>The n-th differences along one axis.</summary>
        public Tensor diff(long n = 1, long dim = -1, Tensor? prepend = null, Tensor? append = null) => Aten.Diff.Call(this, n, dim, prepend, append);

        /// <summary>The integral along one axis by the trapezoid rule, at equal distances.</summary>
        public Tensor trapezoid(double dx = 1, long dim = -1) => Aten.TrapezoidDx.Call(this, dx, dim);

        /// <summary>The integral along one axis by the trapezoid rule, at given points.</summary>
        public Tensor trapezoid(Tensor x, long dim = -1) => Aten.TrapezoidX.Call(this, x, dim);

        /// <summary>The running integral along one axis by the trapezoid rule, at equal distances.</summary>
        public Tensor cumulative_trapezoid(double dx = 1, long dim = -1) => Aten.CumulativeTrapezoidDx.Call(this, dx, dim);

        /// <summary>The running integral along one axis by the trapezoid rule, at given points.</summary>
        public Tensor cumulative_trapezoid(Tensor x, long dim = -1) => Aten.CumulativeTrapezoidX.Call(this, x, dim);
    }
}
