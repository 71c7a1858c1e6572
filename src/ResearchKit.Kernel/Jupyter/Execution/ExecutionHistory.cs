using System.IO.Enumeration;

namespace ResearchKit.Kernel.Jupyter.Execution;

/// <summary>The cells that were run, oldest first. Thread safe.</summary>
internal sealed class ExecutionHistory
{
    // As much as anybody scrolls back; a kernel that lives for weeks must not grow without end.
    private const int Capacity = 10_000;

    private readonly Lock _lock = new();
    private readonly List<ExecutedCell> _cells = [];

    /// <summary>The number of the last cell; 0 before the first.</summary>
    public int Count { get; private set; }

    /// <summary>Gives the next cell its number.</summary>
    /// <returns>The number, from 1.</returns>
    public int Next()
    {
        lock (_lock)
        {
            return ++Count;
        }
    }

    /// <summary>Adds a cell that has ended.</summary>
    /// <param name="cell">The cell.</param>
    public void Add(ExecutedCell cell)
    {
        lock (_lock)
        {
            _cells.Add(cell);
            if (_cells.Count > Capacity)
            {
                _cells.RemoveRange(0, Capacity / 10);
            }
        }
    }

    /// <summary>The last cells.</summary>
    /// <param name="count">How many.</param>
    /// <returns>At most that many, oldest first.</returns>
    public IReadOnlyList<ExecutedCell> Tail(int count)
    {
        lock (_lock)
        {
            return [.. _cells.TakeLast(count)];
        }
    }

    /// <summary>The cells with numbers in a range.</summary>
    /// <param name="start">The first number.</param>
    /// <param name="stop">The number after the last.</param>
    /// <returns>The cells, oldest first.</returns>
    public IReadOnlyList<ExecutedCell> Range(int start, int stop)
    {
        lock (_lock)
        {
            return [.. _cells.Where(cell => cell.Number >= start && cell.Number < stop)];
        }
    }

    /// <summary>The last cells whose code fits a pattern.</summary>
    /// <param name="pattern">Text in which <c>*</c> stands for any characters and <c>?</c> for one; it must fit the whole cell.</param>
    /// <param name="count">How many.</param>
    /// <param name="isUnique">Whether cells with the same code are given once, the latest.</param>
    /// <returns>At most that many, oldest first.</returns>
    public IReadOnlyList<ExecutedCell> Search(string pattern, int count, bool isUnique)
    {
        lock (_lock)
        {
            var found = _cells.Where(cell => FileSystemName.MatchesSimpleExpression(pattern, cell.Code, ignoreCase: false));
            if (isUnique)
            {
                found = found.Reverse().DistinctBy(cell => cell.Code, StringComparer.Ordinal).Reverse();
            }

            return [.. found.TakeLast(count)];
        }
    }
}
