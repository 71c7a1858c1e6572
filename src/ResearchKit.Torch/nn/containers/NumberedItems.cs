using System.Collections.ObjectModel;

namespace TorchSharp.Modules;

/// <summary>The elements of a container that names them by position; tells its owner of every change.</summary>
/// <remarks>Elements are looked for as objects: a parameter's own equality would compare numbers.</remarks>
/// <typeparam name="T">Modules or parameters.</typeparam>
/// <param name="changed">Registers the elements anew.</param>
internal sealed class NumberedItems<T>(Action changed) : Collection<T>
    where T : class
{
    /// <summary>Adds elements at the end, as one change.</summary>
    /// <param name="items">What to add.</param>
    internal void Extend(IEnumerable<T> items)
    {
        ((List<T>)Items).AddRange(items);
        changed();
    }

    /// <summary>Position of that very object, or -1.</summary>
    /// <param name="item">What to look for.</param>
    internal int Find(T item) => ((List<T>)Items).FindIndex(candidate => ReferenceEquals(candidate, item));

    /// <summary>Removes that very object.</summary>
    /// <param name="item">What to remove.</param>
    /// <returns>Whether it was there.</returns>
    internal bool TryRemove(T item)
    {
        var index = Find(item);
        if (index < 0)
        {
            return false;
        }

        RemoveAt(index);
        return true;
    }

    /// <inheritdoc/>
    protected override void ClearItems()
    {
        base.ClearItems();
        changed();
    }

    /// <inheritdoc/>
    protected override void InsertItem(int index, T item)
    {
        base.InsertItem(index, item);
        changed();
    }

    /// <inheritdoc/>
    protected override void RemoveItem(int index)
    {
        base.RemoveItem(index);
        changed();
    }

    /// <inheritdoc/>
    protected override void SetItem(int index, T item)
    {
        base.SetItem(index, item);
        changed();
    }
}
