using System.Collections.Immutable;
using System.Numerics;

namespace ResearchKit.Display;

/// <content>Functions of two variables.</content>
public sealed partial class Figure
{
    private const int TickEachCell = 16;

    /// <summary>Adds a matrix as colours; its first row is at the top.</summary>
    /// <param name="matrix">The matrix, at most 250,000 cells; numbers that are not finite stay blank.</param>
    /// <param name="options">Names, colours and digits, or null for plain ones.</param>
    /// <returns>A new figure.</returns>
    /// <exception cref="ArgumentException">The matrix is empty or too large, or the names do not fit it.</exception>
    public Figure HeatMap(double[,] matrix, HeatMapOptions? options = null)
    {
        options ??= new HeatMapOptions();
        FigureData.Matrix(matrix, Length(options.ColumnNames), Length(options.RowNames), Name);
        var added = Add(new HeatMapTrace((double[,])matrix.Clone(), options))._state;
        return new(added with
        {
            X = added.X with { Categories = [.. options.ColumnNames], CountsCells = matrix.GetLength(1) <= TickEachCell },
            Y = added.Y with { Categories = [.. options.RowNames], CountsCells = matrix.GetLength(0) <= TickEachCell, Reversed = true },
            EqualScale = added.EqualScale || options.SquareCells,
        });
    }

    /// <summary>Adds lines of equal height.</summary>
    /// <typeparam name="T">The number type of the grid.</typeparam>
    /// <param name="x">The grid along x, m values.</param>
    /// <param name="y">The grid along y, n values.</param>
    /// <param name="heights">The heights, n by m: row i, column j belongs to y[i], x[j].</param>
    /// <param name="options">Labels and levels, or null for plain ones.</param>
    /// <returns>A new figure.</returns>
    /// <exception cref="ArgumentException">The sizes do not fit, or the grid is too large.</exception>
    public Figure Contour<T>(IEnumerable<T> x, IEnumerable<T> y, double[,] heights, ContourOptions? options = null)
        where T : INumber<T>
    {
        options ??= new ContourOptions();
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Levels, 2);
        CheckCeiling(options.Ceiling, options.Scale);
        var xs = FigureData.Numbers(x, nameof(x));
        var ys = FigureData.Numbers(y, nameof(y));
        FigureData.Matrix(heights, xs.Length, ys.Length, Name);
        return Add(new ContourTrace(xs, ys, (double[,])heights.Clone(), options));
    }

    /// <summary>Draws heights over a grid as a surface in space, which the reader can turn where the figure is interactive.</summary>
    /// <remarks>Words (<see cref="NamedPoint"/>, <see cref="Note"/>) stand on the surface, at the nearest point of the grid. Infinite heights are drawn as the highest finite one, NaN leaves a hole.</remarks>
    /// <typeparam name="T">The number type of the grid.</typeparam>
    /// <param name="x">The grid along x, m values.</param>
    /// <param name="y">The grid along y, n values.</param>
    /// <param name="heights">The heights, n by m: row i, column j belongs to y[i], x[j].</param>
    /// <param name="options">Label, scale and the point of view, or null for plain ones.</param>
    /// <returns>A new figure.</returns>
    /// <exception cref="ArgumentException">The sizes do not fit, the grid is too large, or an axis or option cannot be drawn.</exception>
    public Figure Surface<T>(IEnumerable<T> x, IEnumerable<T> y, double[,] heights, SurfaceOptions? options = null)
        where T : INumber<T>
    {
        options ??= new SurfaceOptions();
        CheckCeiling(options.Ceiling, options.Scale);
        if (!double.IsFinite(options.Azimuth) || options.Elevation is not (>= 0 and <= 90))
        {
            throw new ArgumentException(FormattableString.Invariant($"Figure '{Name}': nobody looks from azimuth {options.Azimuth} and elevation {options.Elevation}; expected a finite number and 0 to 90 degrees."), nameof(options));
        }

        var xs = FigureData.Numbers(x, nameof(x));
        var ys = FigureData.Numbers(y, nameof(y));
        FigureData.Matrix(heights, xs.Length, ys.Length, Name);
        return Add(new SurfaceTrace(xs, ys, (double[,])heights.Clone(), options));
    }

    private void CheckCeiling(double? ceiling, AxisScale scale)
    {
        if (ceiling is { } height && !(double.IsFinite(height) && (scale == AxisScale.Linear || height > 0)))
        {
            throw new ArgumentException(FormattableString.Invariant($"Figure '{Name}': the ceiling {height} must be finite, and positive on a log scale."));
        }
    }

    private static int? Length(IReadOnlyList<string> names) => names.Count == 0 ? null : names.Count;
}
