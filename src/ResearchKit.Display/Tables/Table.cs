using System.Collections.Immutable;

namespace ResearchKit.Display;

/// <summary>A table with named columns, shown as HTML or aligned text and written as Markdown, CSV or LaTeX.</summary>
/// <remarks>
/// Immutable: every method returns a new table. Numbers are written with a number of significant digits (four unless set), whole
/// numbers as they are, a <see cref="Measurement"/> as mean ± standard deviation; columns of numbers stand to the right. CSV keeps full precision.
/// </remarks>
public sealed partial class Table : IDisplayable, IFormsOnDemand
{
    private const int ShownRows = 200;
    private readonly ImmutableArray<TableColumn> _columns;
    private readonly ImmutableArray<object?[]> _rows;
    private readonly string _caption;

    /// <summary>Starts a table without rows.</summary>
    /// <param name="columns">The names of the columns.</param>
    /// <exception cref="ArgumentException">There is no column, or two have the same name.</exception>
    public Table(params IEnumerable<string> columns)
        : this([.. columns.Select(name => new TableColumn(name))], [], string.Empty)
    {
        if (_columns.IsEmpty || _columns.DistinctBy(column => column.Name).Count() != _columns.Length)
        {
            throw new ArgumentException($"A table needs columns with different names; given: {string.Join(", ", _columns.Select(column => $"'{column.Name}'"))}.", nameof(columns));
        }
    }

    private Table(ImmutableArray<TableColumn> columns, ImmutableArray<object?[]> rows, string caption)
    {
        _columns = columns;
        _rows = rows;
        _caption = caption;
    }

    /// <summary>The names of the columns.</summary>
    public IReadOnlyList<string> Columns => [.. _columns.Select(column => column.Name)];

    /// <summary>How many rows there are.</summary>
    public int RowCount => _rows.Length;

    /// <summary>Makes a table of records: a column for each public property, a row for each record.</summary>
    /// <typeparam name="T">The type of the records; an anonymous type or a named tuple's values will do.</typeparam>
    /// <param name="records">The records.</param>
    /// <returns>A table.</returns>
    /// <exception cref="ArgumentException">The type has no public property or field, or objects of several types were given.</exception>
    public static Table From<T>(IEnumerable<T> records)
    {
        ArgumentNullException.ThrowIfNull(records);
        var list = records.ToList();
        var type = typeof(T) == typeof(object) && list.Find(record => record is not null) is { } first ? first.GetType() : typeof(T);
        if (list.Cast<object?>().FirstOrDefault(record => record is not null && !type.IsInstanceOfType(record)) is { } other)
        {
            throw new ArgumentException($"The records are of several types, {TypeNames.Of(type)} and {TypeNames.Of(other)}, which have no columns in common.", nameof(records));
        }

        var names = Members.NamesOf(type);
        return names.Count == 0
            ? throw new ArgumentException($"{TypeNames.Of(type)} has no public property or field, so its values make no columns.", nameof(records))
            : new([.. names.Select(name => new TableColumn(name))], [.. list.Select(record => Members.Read(type, record).ToArray())], string.Empty);
    }

    /// <summary>Adds a row.</summary>
    /// <param name="cells">One value for each column; null is an empty cell.</param>
    /// <returns>A new table.</returns>
    /// <exception cref="ArgumentException">There are more or fewer cells than columns.</exception>
    public Table Row(params object?[] cells)
    {
        ArgumentNullException.ThrowIfNull(cells);
        return cells.Length == _columns.Length
            ? new(_columns, _rows.Add([.. cells]), _caption)
            : throw new ArgumentException($"Row {_rows.Length} has {cells.Length} cells, the table has {_columns.Length} columns: {string.Join(", ", Columns)}.", nameof(cells));
    }

    /// <summary>Sets the line above the table, best the conclusion it supports.</summary>
    /// <param name="caption">The line.</param>
    /// <returns>A new table.</returns>
    public Table WithCaption(string caption) => new(_columns, _rows, caption ?? throw new ArgumentNullException(nameof(caption)));

    /// <summary>Sets the significant digits of all columns.</summary>
    /// <param name="digits">1 to 15.</param>
    /// <returns>A new table.</returns>
    public Table WithDigits(int digits)
    {
        CheckDigits(digits);
        return new([.. _columns.Select(column => column with { Digits = digits })], _rows, _caption);
    }

    /// <summary>Sets the significant digits of one column.</summary>
    /// <param name="column">The name of the column.</param>
    /// <param name="digits">1 to 15.</param>
    /// <returns>A new table.</returns>
    public Table WithDigits(string column, int digits)
    {
        CheckDigits(digits);
        return Change(column, found => found with { Digits = digits });
    }

    /// <summary>Sets the unit of one column; it stands behind the name.</summary>
    /// <param name="column">The name of the column.</param>
    /// <param name="unit">The unit, for example <c>"nats"</c>.</param>
    /// <returns>A new table.</returns>
    /// <exception cref="ArgumentException">There is no such column, or the unit is blank.</exception>
    public Table WithUnit(string column, string unit)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(unit);
        return Change(column, found => found with { Unit = unit });
    }

    /// <summary>Sets how the numbers of one column are written.</summary>
    /// <param name="column">The name of the column.</param>
    /// <param name="format">A format of .NET, for example <c>"0.0 %"</c> or <c>"N0"</c>.</param>
    /// <returns>A new table.</returns>
    public Table WithFormat(string column, string format)
    {
        ArgumentException.ThrowIfNullOrEmpty(format);
        return Change(column, found => found with { Format = format });
    }

    /// <inheritdoc/>
    public MimeBundle ToBundle() => new MimeBundle().With(MimeTypes.Html, ToHtml()).With(MimeTypes.Text, ToText());

    /// <inheritdoc/>
    string? IFormsOnDemand.FormIn(string mimeType) => mimeType switch
    {
        MimeTypes.Markdown => ToMarkdown(),
        MimeTypes.Csv => ToCsv(),
        MimeTypes.Latex => ToLatex(),
        _ => null,
    };

    /// <inheritdoc/>
    public override string ToString() => ToText();

    private static void CheckDigits(int digits)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(digits, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(digits, 15);
    }

    private Table Change(string column, Func<TableColumn, TableColumn> change)
    {
        var index = _columns.ToList().FindIndex(found => found.Name == column);
        return index >= 0
            ? new(_columns.SetItem(index, change(_columns[index])), _rows, _caption)
            : throw new ArgumentException($"There is no column '{column}'; the columns are {string.Join(", ", Columns)}.", nameof(column));
    }
}
