using static TorchSharp.torch;

namespace ResearchKit.Merging.Numerics;

/// <summary>The geometry of vectors in the space that given tensors span; a vector is its coefficients on the tensors.</summary>
/// <remarks>
/// Means and arcs on a sphere stay in the span of their points, so all that an iteration needs are the inner products of the points, taken once in double precision,
/// and the result is one linear combination. The tensors are read once for each pair.
/// </remarks>
internal sealed class SpanGeometry
{
    private readonly double[][] _products;

    public SpanGeometry(IReadOnlyList<Tensor> tensors)
    {
        _products = [.. Enumerable.Range(0, tensors.Count).Select(_ => new double[tensors.Count])];
        for (var i = 0; i < tensors.Count; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                _products[i][j] = _products[j][i] = Reductions.Dot(tensors[i], tensors[j]);
            }
        }
    }

    public int Count => _products.Length;

    /// <summary>The length of one of the tensors.</summary>
    public double Length(int tensor) => Math.Sqrt(_products[tensor][tensor]);

    /// <summary>The inner product of two of the tensors.</summary>
    public double Product(int first, int second) => _products[first][second];

    /// <summary>The inner product of two vectors.</summary>
    public double Dot(double[] first, double[] second)
    {
        var total = 0.0;
        for (var i = 0; i < first.Length; i++)
        {
            for (var j = 0; j < second.Length; j++)
            {
                total += first[i] * second[j] * _products[i][j];
            }
        }

        return total;
    }

    /// <summary>The length of a vector.</summary>
    public double Length(double[] vector) => Math.Sqrt(Math.Max(0, Dot(vector, vector)));

    /// <summary>One of the tensors times a factor.</summary>
    public double[] Axis(int tensor, double factor)
    {
        var vector = new double[Count];
        vector[tensor] = factor;
        return vector;
    }

    /// <summary>a first + b second.</summary>
    public static double[] Combine(double a, double[] first, double b, double[] second) => [.. first.Zip(second, (x, y) => (a * x) + (b * y))];
}
