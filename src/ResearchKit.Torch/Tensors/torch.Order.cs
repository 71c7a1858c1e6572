namespace TorchSharp;

public static partial class torch
{
    /// <summary>The elements sorted along one axis and where they came from.</summary>
    public static (Tensor Values, Tensor Indices) sort(Tensor input, long dim = -1, bool descending = false, bool stable = false) => Given(input).sort(dim, descending, stable);

    /// <summary>The positions that sort the elements along one axis.</summary>
    public static Tensor argsort(Tensor input, long dim = -1, bool descending = false) => Given(input).argsort(dim, descending);

    /// <summary>The elements sorted along the first axis.</summary>
    public static Tensor msort(Tensor tensor) => Given(tensor).msort();

    /// <summary>The k largest or smallest elements along one axis and where they are.</summary>
    public static (Tensor values, Tensor indexes) topk(Tensor tensor, int k, int dim = -1, bool largest = true, bool sorted = true) => Given(tensor).topk(k, dim, largest, sorted);

    /// <summary>The positions of the elements that differ from zero, one row each.</summary>
    public static Tensor nonzero(Tensor input) => Given(input).nonzero();

    /// <summary>The positions of the elements that differ from zero, one row each.</summary>
    public static Tensor argwhere(Tensor input) => Given(input).argwhere();

    /// <summary>The number of the bucket between sorted boundaries into which each element falls.</summary>
    public static Tensor bucketize(Tensor input, Tensor boundaries, bool outInt32 = false, bool right = false) => Given(input).bucketize(boundaries, outInt32, right);
}
