using System.Collections.Immutable;
using System.Numerics;

namespace ResearchKit.Display;

/// <summary>Turns what a caller gives into the numbers of a trace, and says what is wrong with it.</summary>
internal static class FigureData
{
    public const int CellLimit = 250_000;

    public static ImmutableArray<double> Numbers<T>(IEnumerable<T> values, string parameter)
        where T : INumber<T>
    {
        ArgumentNullException.ThrowIfNull(values, parameter);
        return [.. values.Select(double.CreateSaturating)];
    }

    public static ImmutableArray<double>? Spread<T>(IEnumerable<T>? values, int count, string parameter, string figure, string name)
        where T : INumber<T>
    {
        if (values is null)
        {
            return null;
        }

        var spread = Numbers(values, parameter);
        SameLength(count, spread.Length, parameter, figure, name);
        var negative = spread.FirstOrDefault(value => value < 0);
        return negative < 0
            ? throw new ArgumentException(FormattableString.Invariant($"Figure '{figure}', series '{name}': {parameter} holds {negative}; a spread is zero or more."), parameter)
            : spread;
    }

    public static void SameLength(int expected, int found, string parameter, string figure, string name)
    {
        if (expected != found)
        {
            throw new ArgumentException($"Figure '{figure}', series '{name}': {parameter} has {found} values, expected {expected}, one for each x.", parameter);
        }
    }

    public static void Name(string name, string parameter)
    {
        if (string.IsNullOrWhiteSpace(name))
        {
            throw new ArgumentException("A figure and each of its series need a name that is not blank.", parameter);
        }
    }

    public static void Matrix(double[,] matrix, int? columns, int? rows, string figure)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        var (height, width) = (matrix.GetLength(0), matrix.GetLength(1));
        if (matrix.Length == 0)
        {
            throw new ArgumentException($"Figure '{figure}': the matrix is {height} by {width}; it needs at least one cell.", nameof(matrix));
        }

        if (matrix.Length > CellLimit)
        {
            throw new ArgumentException($"Figure '{figure}': the matrix is {height} by {width}, more than {CellLimit} cells; draw a part or averages over blocks.", nameof(matrix));
        }

        if ((columns ?? width) != width || (rows ?? height) != height)
        {
            throw new ArgumentException($"Figure '{figure}': the matrix is {height} by {width}, its rows are labelled with {rows ?? height} values and its columns with {columns ?? width}.", nameof(matrix));
        }
    }
}
