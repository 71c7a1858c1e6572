namespace ResearchKit.Merging.Fitting;

/// <summary>Adam for a handful of numbers that managed code holds.</summary>
/// <remarks>Reference: Kingma and Ba, 2015, with their β1 = 0.9, β2 = 0.999, ε = 1e-8.</remarks>
internal sealed class AdamVector(int length, double learningRate)
{
    private readonly double[] _first = new double[length];
    private readonly double[] _second = new double[length];
    private int _step;

    /// <summary>Moves the values one step against the gradient.</summary>
    public void Step(double[] values, IReadOnlyList<double> gradient)
    {
        _step++;
        for (var i = 0; i < values.Length; i++)
        {
            _first[i] = (0.9 * _first[i]) + (0.1 * gradient[i]);
            _second[i] = (0.999 * _second[i]) + (0.001 * gradient[i] * gradient[i]);
            var mean = _first[i] / (1 - Math.Pow(0.9, _step));
            var square = _second[i] / (1 - Math.Pow(0.999, _step));
            values[i] -= learningRate * mean / (Math.Sqrt(square) + 1e-8);
        }
    }
}
