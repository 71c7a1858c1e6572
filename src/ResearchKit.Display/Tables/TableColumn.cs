using System.Globalization;

namespace ResearchKit.Display;

/// <summary>A column: its name and how its cells are written.</summary>
internal sealed record TableColumn(string Name)
{
    public int Digits { get; init; } = 4;

    public string? Format { get; init; }

    public string? Unit { get; init; }

    /// <summary>The name with its unit in parentheses.</summary>
    public string Title => string.IsNullOrEmpty(Unit) ? Name : $"{Name} ({Unit})";

    /// <summary>Writes a cell for people.</summary>
    public string Write(object? cell) => cell switch
    {
        null => string.Empty,
        IFormattable number when Format is not null && Numbers.IsNumber(cell) => number.ToString(Format, CultureInfo.InvariantCulture),
        Measurement measurement when Format is not null => WriteFormatted(measurement),
        Measurement measurement => measurement.ToString(Digits),
        double number => Numbers.Significant(number, Digits),
        float number => Numbers.Significant(number, Digits),
        Half number => Numbers.Significant((double)number, Digits),
        string text => text,
        _ => cell.ToDisplayString(MimeTypes.Text),
    };

    /// <summary>Writes a cell for programs, with all its digits.</summary>
    public static string WriteExact(object? cell) => cell switch
    {
        null => string.Empty,
        IFormattable number when Numbers.IsNumber(cell) => number.ToString(null, CultureInfo.InvariantCulture),
        Measurement measurement => measurement.Mean.ToString(CultureInfo.InvariantCulture),
        string text => text,
        _ => cell.ToDisplayString(MimeTypes.Text),
    };

    /// <summary>Whether a cell stands to the right.</summary>
    public static bool IsNumeric(object? cell) => cell is Measurement || Numbers.IsNumber(cell);

    private string WriteFormatted(Measurement measurement)
    {
        var mean = measurement.Mean.ToString(Format, CultureInfo.InvariantCulture);
        return measurement.StandardDeviation is { } deviation ? $"{mean} ± {deviation.ToString(Format, CultureInfo.InvariantCulture)}" : mean;
    }
}
