using System.Globalization;
using System.Numerics;

namespace ResearchKit.Display;

/// <summary>Numbers as people read them.</summary>
internal static class Numbers
{
    private static readonly string[] ByteUnits = ["B", "KiB", "MiB", "GiB", "TiB"];

    /// <summary>Whether a value is a number of one of .NET's types.</summary>
    public static bool IsNumber(object? value) =>
        value is sbyte or byte or short or ushort or int or uint or long or ulong or Int128 or UInt128 or nint or nuint
            or Half or float or double or decimal or BigInteger;

    /// <summary>Writes a number with a number of significant digits, as plain decimals where that is short and with an exponent elsewhere.</summary>
    /// <remarks>Trailing zeros that the digits demand are kept, so that 0.5 with three digits is 0.500. NaN is "NaN", infinities are "∞" and "−∞".</remarks>
    public static string Significant(double value, int digits)
    {
        if (double.IsNaN(value))
        {
            return "NaN";
        }

        if (double.IsInfinity(value))
        {
            return value > 0 ? "∞" : "-∞";
        }

        if (value == 0)
        {
            return digits > 1 ? "0." + new string('0', digits - 1) : "0";
        }

        var rounded = value.ToString("E" + (digits - 1).ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        var exponentAt = rounded.IndexOf('E', StringComparison.Ordinal);
        var exponent = int.Parse(rounded.AsSpan(exponentAt + 1), CultureInfo.InvariantCulture);
        if (exponent is >= -4 and < 7)
        {
            var shown = double.Parse(rounded, CultureInfo.InvariantCulture);
            return shown.ToString("F" + Math.Max(0, digits - 1 - exponent).ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        }

        return FormattableString.Invariant($"{rounded[..exponentAt]}e{exponent}");
    }

    /// <summary>Writes a number of bytes in the unit that suits it, in steps of 1024.</summary>
    public static string Bytes(long count)
    {
        var (value, unit) = ((double)count, 0);
        while (value >= 1024 && unit < ByteUnits.Length - 1)
        {
            (value, unit) = (value / 1024, unit + 1);
        }

        return unit == 0 ? string.Create(CultureInfo.InvariantCulture, $"{count} B") : $"{Significant(value, 3)} {ByteUnits[unit]}";
    }
}
