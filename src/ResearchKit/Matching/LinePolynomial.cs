namespace ResearchKit.Matching;

/// <summary>The largest value of a polynomial of known degree on [0, 1], from its values at degree + 1 places.</summary>
/// <remarks>Interpolated in barycentric form at Chebyshev-Lobatto places, which is stable for every degree.</remarks>
internal sealed class LinePolynomial
{
    private readonly double[] _places;
    private readonly double[] _weights;

    public LinePolynomial(int degree)
    {
        var last = Math.Max(1, degree);
        _places = new double[last + 1];
        _weights = new double[last + 1];
        for (var k = 0; k <= last; k++)
        {
            _places[k] = (1 - Math.Cos(Math.PI * k / last)) / 2;
            _weights[k] = (k % 2 == 0 ? 1 : -1) * (k == 0 || k == last ? 0.5 : 1);
        }

        _places[last] = 1;
    }

    /// <summary>Finds the best place among equally spaced ones.</summary>
    /// <param name="atZero">The value at 0.</param>
    /// <param name="value">The value at a place above 0; called once for each place of the interpolation but 0.</param>
    /// <param name="steps">The number of intervals that [0, 1] is cut into.</param>
    /// <returns>The place and how much larger its value is than that at 0; (0, 0) if none is.</returns>
    public (double Place, double Gain) Best(double atZero, Func<double, double> value, int steps)
    {
        double[] gains = [.. _places.Select((place, k) => k == 0 ? 0 : value(place) - atZero)];
        var best = (Place: 0.0, Gain: 0.0);
        for (var step = 1; step <= steps; step++)
        {
            var place = (double)step / steps;
            var gain = Interpolate(place, gains);
            best = gain > best.Gain ? (place, gain) : best;
        }

        return best;
    }

    private double Interpolate(double place, double[] values)
    {
        var (above, below) = (0.0, 0.0);
        for (var k = 0; k < _places.Length; k++)
        {
            if (place == _places[k])
            {
                return values[k];
            }

            var factor = _weights[k] / (place - _places[k]);
            above += factor * values[k];
            below += factor;
        }

        return above / below;
    }
}
