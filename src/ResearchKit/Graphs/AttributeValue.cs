using System.Globalization;

namespace ResearchKit.Graphs;

/// <summary>The value of one attribute of a node or an edge: a text, a number or a truth value.</summary>
/// <remarks>Immutable and thread safe; <c>default</c> is the empty text. Numbers are finite, so that equal values are equal by all means.</remarks>
public readonly struct AttributeValue : IEquatable<AttributeValue>
{
    private readonly string? _text;
    private readonly double _number;

    private AttributeValue(AttributeKind kind, string? text, double number) => (Kind, _text, _number) = (kind, text, number);

    /// <summary>What the value is.</summary>
    public AttributeKind Kind { get; }

    /// <summary>The text; that of a number or a truth value as a file would have it.</summary>
    public string Text => Kind switch
    {
        AttributeKind.Text => _text ?? string.Empty,
        AttributeKind.Truth => _number == 0 ? "false" : "true",
        _ => _number.ToString("R", CultureInfo.InvariantCulture),
    };

    /// <summary>The number; 0 or 1 for a truth value.</summary>
    /// <exception cref="InvalidOperationException">The value is a text.</exception>
    public double Number => Kind != AttributeKind.Text
        ? _number
        : throw new InvalidOperationException($"The attribute value '{_text}' is a text; expected a number.");

    /// <summary>Makes a text.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The value.</returns>
    public static AttributeValue Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new(AttributeKind.Text, text, 0);
    }

    /// <summary>Makes a number.</summary>
    /// <param name="number">A finite number.</param>
    /// <returns>The value.</returns>
    /// <exception cref="ArgumentException">The number is NaN or infinite.</exception>
    public static AttributeValue Of(double number) => double.IsFinite(number)
        ? new(AttributeKind.Number, null, number + 0.0)
        : throw new ArgumentException(FormattableString.Invariant($"An attribute is {number}; expected a finite number."), nameof(number));

    /// <summary>Makes a truth value.</summary>
    /// <param name="truth">True or false.</param>
    /// <returns>The value.</returns>
    public static AttributeValue Of(bool truth) => new(AttributeKind.Truth, null, truth ? 1 : 0);

    /// <inheritdoc/>
    public bool Equals(AttributeValue other) => Kind == other.Kind && _number.Equals(other._number) && string.Equals(_text ?? string.Empty, other._text ?? string.Empty, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is AttributeValue other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Kind, _number, string.GetHashCode(_text ?? string.Empty, StringComparison.Ordinal));

    /// <inheritdoc/>
    public override string ToString() => Text;

    /// <summary>Whether two values are equal.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other.</param>
    public static bool operator ==(AttributeValue left, AttributeValue right) => left.Equals(right);

    /// <summary>Whether two values differ.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other.</param>
    public static bool operator !=(AttributeValue left, AttributeValue right) => !left.Equals(right);
}
