namespace ResearchKit.Display;

/// <summary>What a measured number must satisfy for a claim to hold.</summary>
/// <remarks>A number that is not finite satisfies no bound but one made with <see cref="When"/>.</remarks>
public sealed class Bound
{
    private readonly Func<double, bool> _test;
    private readonly bool _each;

    private Bound(string text, Func<double, bool> test, bool each = false)
    {
        Text = text;
        _test = test;
        _each = each;
    }

    /// <summary>The bound in words, for example <c>"&lt; 0.1"</c>.</summary>
    public string Text { get; }

    /// <summary>More than a limit.</summary>
    /// <param name="limit">The limit.</param>
    /// <returns>The bound.</returns>
    public static Bound Above(double limit) => Finite(FormattableString.Invariant($"> {limit}"), value => value > limit);

    /// <summary>Less than a limit.</summary>
    /// <param name="limit">The limit.</param>
    /// <returns>The bound.</returns>
    public static Bound Below(double limit) => Finite(FormattableString.Invariant($"< {limit}"), value => value < limit);

    /// <summary>A limit or more.</summary>
    /// <param name="limit">The limit.</param>
    /// <returns>The bound.</returns>
    public static Bound AtLeast(double limit) => Finite(FormattableString.Invariant($"≥ {limit}"), value => value >= limit);

    /// <summary>A limit or less.</summary>
    /// <param name="limit">The limit.</param>
    /// <returns>The bound.</returns>
    public static Bound AtMost(double limit) => Finite(FormattableString.Invariant($"≤ {limit}"), value => value <= limit);

    /// <summary>From one number to another, both included.</summary>
    /// <param name="low">The lower number.</param>
    /// <param name="high">The higher number.</param>
    /// <returns>The bound.</returns>
    public static Bound Between(double low, double high) => low <= high
        ? Finite(FormattableString.Invariant($"{low} to {high}"), value => value >= low && value <= high)
        : throw new ArgumentException(FormattableString.Invariant($"The bound {low} to {high} is empty."), nameof(low));

    /// <summary>A number, up to a tolerance.</summary>
    /// <param name="expected">The number.</param>
    /// <param name="tolerance">The largest difference.</param>
    /// <returns>The bound.</returns>
    public static Bound Within(double expected, double tolerance)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(tolerance);
        return Finite(FormattableString.Invariant($"{expected} ± {tolerance}"), value => Math.Abs(value - expected) <= tolerance);
    }

    /// <summary>A condition of the caller's own.</summary>
    /// <param name="text">The condition in words.</param>
    /// <param name="test">The condition.</param>
    /// <returns>The bound.</returns>
    public static Bound When(string text, Func<double, bool> test)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(text);
        ArgumentNullException.ThrowIfNull(test);
        return new Bound(text, test);
    }

    /// <summary>Asks the bound of each value rather than of the mean.</summary>
    /// <returns>The stricter bound.</returns>
    public Bound ForEach() => _each ? this : new Bound(Text + " for each", _test, each: true);

    /// <summary>Tells whether a measurement satisfies the bound: its mean, or each value after <see cref="ForEach"/>.</summary>
    /// <param name="measured">The measurement.</param>
    /// <returns>True when it does; false when it has no values.</returns>
    public bool Holds(Measurement measured)
    {
        ArgumentNullException.ThrowIfNull(measured);
        return !measured.Values.IsEmpty && (_each ? measured.Values.All(_test) : _test(measured.Mean));
    }

    /// <inheritdoc/>
    public override string ToString() => Text;

    private static Bound Finite(string text, Func<double, bool> test) => new(text, value => double.IsFinite(value) && test(value));
}
