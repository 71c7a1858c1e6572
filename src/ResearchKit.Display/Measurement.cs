using System.Collections.Immutable;
using System.Globalization;

namespace ResearchKit.Display;

/// <summary>A quantity measured once or several times: its mean and its spread.</summary>
/// <remarks>The spread is the sample standard deviation (divisor n - 1). A quantity without values has the mean NaN. Immutable and thread safe.</remarks>
public sealed class Measurement : IEquatable<Measurement>
{
    /// <summary>Makes a measurement.</summary>
    /// <param name="values">The values, for example one for each seed.</param>
    public Measurement(params IEnumerable<double> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        Values = [.. values];
        Mean = Values.IsEmpty ? double.NaN : Values.Average();
        StandardDeviation = Values.Length < 2 ? null : Math.Sqrt(Values.Sum(value => (value - Mean) * (value - Mean)) / (Values.Length - 1));
    }

    /// <summary>The values.</summary>
    public ImmutableArray<double> Values { get; }

    /// <summary>The mean of the values.</summary>
    public double Mean { get; }

    /// <summary>The sample standard deviation, or null when there are fewer than two values.</summary>
    public double? StandardDeviation { get; }

    /// <summary>Makes a measurement of one value.</summary>
    /// <param name="value">The value.</param>
    public static implicit operator Measurement(double value) => new([value]);

    /// <summary>Makes a measurement of several values.</summary>
    /// <param name="values">The values.</param>
    public static implicit operator Measurement(double[] values) => new(values);

    /// <summary>Makes a measurement of one value, for languages without conversion operators.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The measurement.</returns>
    public static Measurement FromDouble(double value) => value;

    /// <summary>Makes a measurement of several values, for languages without conversion operators.</summary>
    /// <param name="values">The values.</param>
    /// <returns>The measurement.</returns>
    public static Measurement FromArray(double[] values) => values;

    /// <summary>Whether two measurements have the same values in the same order.</summary>
    /// <param name="other">The other measurement.</param>
    /// <returns>True when they have.</returns>
    public bool Equals(Measurement? other) => other is not null && Values.AsSpan().SequenceEqual(other.Values.AsSpan());

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Measurement);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Values.Length, Mean);

    /// <summary>Writes mean ± standard deviation; the mean has the decimals of the two leading digits of the deviation.</summary>
    /// <returns>A text such as <c>0.0103 ± 0.0021</c>; the mean alone, with four digits, when there is one value.</returns>
    public override string ToString() => ToString(4);

    /// <summary>Writes mean ± standard deviation.</summary>
    /// <param name="digits">The significant digits of a mean without deviation.</param>
    /// <returns>The text.</returns>
    public string ToString(int digits)
    {
        if (StandardDeviation is not { } deviation)
        {
            return Numbers.Significant(Mean, digits);
        }

        if (!double.IsFinite(Mean) || !double.IsFinite(deviation) || deviation == 0)
        {
            return $"{Numbers.Significant(Mean, digits)} ± {(deviation == 0 ? "0" : Numbers.Significant(deviation, 2))}";
        }

        var decimals = Math.Max(0, 1 - (int)Math.Floor(Math.Log10(deviation)));
        if (decimals > 8 || Math.Abs(Mean) >= 1e7)
        {
            return $"{Numbers.Significant(Mean, digits)} ± {Numbers.Significant(deviation, 2)}";
        }

        var format = "F" + decimals.ToString(CultureInfo.InvariantCulture);
        return $"{Mean.ToString(format, CultureInfo.InvariantCulture)} ± {deviation.ToString(format, CultureInfo.InvariantCulture)}";
    }
}
