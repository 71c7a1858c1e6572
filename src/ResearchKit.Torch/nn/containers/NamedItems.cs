using System.Diagnostics.CodeAnalysis;

namespace TorchSharp.Modules;

/// <summary>The elements of a container that keeps them by name and in the order of insertion; tells its owner of every change.</summary>
/// <typeparam name="T">Modules or parameters.</typeparam>
/// <param name="changed">Registers the elements anew.</param>
internal sealed class NamedItems<T>(Action changed)
    where T : class
{
    private readonly OrderedDictionary<string, T> _items = [];

    internal int Count => _items.Count;

    internal ICollection<string> Names => _items.Keys;

    internal ICollection<T> Values => _items.Values;

    internal IEnumerable<KeyValuePair<string, T>> Pairs => _items;

    internal IEnumerable<(string Name, T Value)> Entries => _items.Select(entry => (entry.Key, entry.Value));

    internal T this[string name]
    {
        get => _items[name];
        set => Change(() => _items[name] = value);
    }

    internal (string Name, T Value) this[int index]
    {
        get => (_items.GetAt(index).Key, _items.GetAt(index).Value);
        set => Change(() => _items.SetAt(index, value.Name, value.Value));
    }

    internal void Clear() => Change(_items.Clear);

    internal void Add(string name, T value) => Change(() => _items.Add(name, value));

    internal void Insert(int index, (string Name, T Value) item) => Change(() => _items.Insert(index, item.Name, item.Value));

    internal void RemoveAt(int index) => Change(() => _items.RemoveAt(index));

    internal bool Remove(string name)
    {
        var removed = _items.Remove(name);
        changed();
        return removed;
    }

    /// <summary>Removes an element if that very object has that name.</summary>
    internal bool Remove((string Name, T Value) item) => Contains(item) && Remove(item.Name);

    internal bool Contains(string name) => _items.ContainsKey(name);

    /// <summary>Whether that very object has that name.</summary>
    internal bool Contains((string Name, T Value) item) => _items.TryGetValue(item.Name, out var found) && ReferenceEquals(found, item.Value);

    internal int Find((string Name, T Value) item) => Contains(item) ? _items.IndexOf(item.Name) : -1;

    internal bool TryGet(string name, [MaybeNullWhen(false)] out T value) => _items.TryGetValue(name, out value);

    internal void CopyTo(KeyValuePair<string, T>[] array, int index) => ((ICollection<KeyValuePair<string, T>>)_items).CopyTo(array, index);

    internal void CopyTo((string Name, T Value)[] array, int index)
    {
        foreach (var entry in Entries)
        {
            array[index++] = entry;
        }
    }

    private void Change(Action edit)
    {
        edit();
        changed();
    }
}
