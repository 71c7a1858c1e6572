using System.Globalization;

namespace ResearchKit.Merging;

/// <summary>A parameter of a merge method that has one value for all models or a value for each.</summary>
/// <remarks>Immutable and thread safe; equal when the values are.</remarks>
public sealed class PerModel : IEquatable<PerModel>
{
    private readonly double[] _values;
    private readonly bool _shared;

    private PerModel(double[] values, bool shared)
    {
        _values = values;
        _shared = shared;
    }

    /// <summary>The values, one when all models share it.</summary>
    public IReadOnlyList<double> Values => _values;

    /// <summary>The value of a model.</summary>
    /// <param name="model">The number of the model.</param>
    /// <exception cref="ArgumentException">There are values for fewer models.</exception>
    public double this[int model] => _shared ? _values[0]
        : model >= 0 && model < _values.Length ? _values[model]
        : throw new ArgumentException($"There are parameter values for {_values.Length} models and none for model {model}; give one for each model, or one for all.", nameof(model));

    /// <summary>One value for all models.</summary>
    /// <param name="value">The value.</param>
    public static implicit operator PerModel(double value) => FromDouble(value);

    /// <summary>A value for each model.</summary>
    /// <param name="values">The values in the order of the models.</param>
    public static implicit operator PerModel(double[] values) => FromValues(values);

    /// <summary>One value for all models.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The parameter.</returns>
    public static PerModel FromDouble(double value) => new([value], shared: true);

    /// <summary>A value for each model.</summary>
    /// <param name="values">The values in the order of the models.</param>
    /// <returns>The parameter.</returns>
    /// <exception cref="ArgumentException">There are no values.</exception>
    public static PerModel FromValues(params IReadOnlyList<double> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return values.Count > 0 ? new([.. values], shared: false) : throw new ArgumentException("There are no values; expected one for each model.", nameof(values));
    }

    /// <inheritdoc/>
    public bool Equals(PerModel? other) => other is not null && _shared == other._shared && _values.AsSpan().SequenceEqual(other._values);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as PerModel);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_shared, _values.Length, _values[0]);

    /// <summary>The value, or the values in brackets.</summary>
    /// <returns>For example <c>0.5</c> or <c>[0.5, 0.3]</c>.</returns>
    public override string ToString()
    {
        var texts = _values.Select(value => value.ToString(CultureInfo.InvariantCulture));
        return _shared ? texts.First() : $"[{string.Join(", ", texts)}]";
    }

    /// <summary>Checks every value.</summary>
    internal PerModel Check(Func<double, string, double> check, string name)
    {
        foreach (var value in _values)
        {
            check(value, name);
        }

        return this;
    }
}
