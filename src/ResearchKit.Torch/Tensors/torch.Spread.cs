namespace TorchSharp;

public static partial class torch
{
    /// <summary>The variance of all elements, divided by n - 1 when unbiased.</summary>
    public static Tensor var(Tensor input, bool unbiased = true) => Given(input).var(unbiased);

    /// <summary>The variances along some axes.</summary>
    public static Tensor var(Tensor input, long[] dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => Given(input).var(dimensions, unbiased, keepdim, type);

    /// <summary>The variances along one axis.</summary>
    public static Tensor var(Tensor input, long dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => Given(input).var(dimensions, unbiased, keepdim, type);

    /// <summary>The variances along two axes.</summary>
    public static Tensor var(Tensor input, (long, long) dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => Given(input).var(dimensions, unbiased, keepdim, type);

    /// <summary>The variances along three axes.</summary>
    public static Tensor var(Tensor input, (long, long, long) dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => Given(input).var(dimensions, unbiased, keepdim, type);

    /// <summary>The standard deviation of all elements, divided by n - 1 under the root when unbiased.</summary>
    public static Tensor std(Tensor input, bool unbiased = true) => Given(input).std(unbiased);

    /// <summary>The standard deviations along some axes.</summary>
    public static Tensor std(Tensor input, long[] dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => Given(input).std(dimensions, unbiased, keepdim, type);

    /// <summary>The standard deviations along one axis.</summary>
    public static Tensor std(Tensor input, long dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => Given(input).std(dimensions, unbiased, keepdim, type);

    /// <summary>The standard deviations along two axes.</summary>
    public static Tensor std(Tensor input, (long, long) dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => Given(input).std(dimensions, unbiased, keepdim, type);

    /// <summary>The standard deviations along three axes.</summary>
    public static Tensor std(Tensor input, (long, long, long) dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => Given(input).std(dimensions, unbiased, keepdim, type);

    /// <summary>The variance and the mean of all elements.</summary>
    public static (Tensor @var, Tensor mean) var_mean(Tensor input, bool unbiased = true) => Given(input).var_mean(unbiased);

    /// <summary>The variances and the means along some axes.</summary>
    public static (Tensor @var, Tensor mean) var_mean(Tensor input, long[] dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => Given(input).var_mean(dimensions, unbiased, keepdim, type);

    /// <summary>The variances and the means along some axes.</summary>
    public static (Tensor @var, Tensor mean) var_mean(Tensor input, ReadOnlySpan<long> dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => Given(input).var_mean(dimensions, unbiased, keepdim, type);

    /// <summary>The variances and the means along one axis.</summary>
    public static (Tensor @var, Tensor mean) var_mean(Tensor input, long dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => Given(input).var_mean(dimensions, unbiased, keepdim, type);

    /// <summary>The standard deviation and the mean of all elements.</summary>
    public static (Tensor std, Tensor mean) std_mean(Tensor input, bool unbiased = true) => Given(input).std_mean(unbiased);

    /// <summary>The standard deviations and the means along some axes.</summary>
    public static (Tensor std, Tensor mean) std_mean(Tensor input, long[] dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => Given(input).std_mean(dimensions, unbiased, keepdim, type);

    /// <summary>The standard deviations and the means along some axes.</summary>
    public static (Tensor std, Tensor mean) std_mean(Tensor input, ReadOnlySpan<long> dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => Given(input).std_mean(dimensions, unbiased, keepdim, type);

    /// <summary>The standard deviations and the means along one axis.</summary>
    public static (Tensor std, Tensor mean) std_mean(Tensor input, long dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => Given(input).std_mean(dimensions, unbiased, keepdim, type);

    /// <summary>The covariances of the rows.</summary>
    public static Tensor cov(Tensor input, long correction = 1, Tensor? fweights = null, Tensor? aweights = null) => Given(input).cov(correction, fweights, aweights);

    /// <summary>The correlation coefficients of the rows.</summary>
    public static Tensor corrcoef(Tensor input) => Given(input).corrcoef();

    /// <summary>The n-th differences along one axis.</summary>
    public static Tensor diff(Tensor input, long n = 1, long dim = -1, Tensor? prepend = null, Tensor? append = null) => Given(input).diff(n, dim, prepend, append);

    /// <summary>The integral along one axis by the trapezoid rule, at equal distances.</summary>
    public static Tensor trapezoid(Tensor y, double dx = 1, long dim = -1) => Given(y).trapezoid(dx, dim);

    /// <summary>The integral along one axis by the trapezoid rule, at given points.</summary>
    public static Tensor trapezoid(Tensor y, Tensor x, long dim = -1) => Given(y).trapezoid(x, dim);

    /// <summary>The running integral along one axis by the trapezoid rule, at equal distances.</summary>
    public static Tensor cumulative_trapezoid(Tensor y, double dx = 1, long dim = -1) => Given(y).cumulative_trapezoid(dx, dim);

    /// <summary>The running integral along one axis by the trapezoid rule, at given points.</summary>
    public static Tensor cumulative_trapezoid(Tensor y, Tensor x, long dim = -1) => Given(y).cumulative_trapezoid(x, dim);
}
