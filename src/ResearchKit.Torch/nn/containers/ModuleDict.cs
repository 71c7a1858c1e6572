using System.Collections;
using System.Diagnostics.CodeAnalysis;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Modules by name, in insertion order, that a module owns.</summary>
/// <typeparam name="T">Type of the modules.</typeparam>
public class ModuleDict<T> : nn.Module, IDictionary<string, T>, IList<(string, T)>
    where T : nn.Module
{
    private readonly NamedItems<T> _items;

    /// <summary>Creates an empty dictionary.</summary>
    public ModuleDict()
        : base("ModuleDict") => _items = new NamedItems<T>(Register);

    /// <inheritdoc cref="ICollection{T}.Count"/>
    public int Count => _items.Count;

    /// <inheritdoc cref="ICollection{T}.IsReadOnly"/>
    public bool IsReadOnly => false;

    /// <inheritdoc/>
    public ICollection<string> Keys => _items.Names;

    /// <inheritdoc/>
    public ICollection<T> Values => _items.Values;

    /// <inheritdoc/>
    public T this[string key]
    {
        get => _items[key];
        set => _items[key] = value;
    }

    /// <inheritdoc/>
    public (string, T) this[int index]
    {
        get => _items[index];
        set => _items[index] = value;
    }

    /// <summary>The names.</summary>
    public IEnumerable<string> keys() => _items.Names;

    /// <summary>The modules.</summary>
    public IEnumerable<T> values() => _items.Values;

    /// <summary>The names with the modules.</summary>
    public IEnumerator<(string, T)> items() => GetEnumerator();

    /// <summary>Removes everything.</summary>
    public void clear() => Clear();

    /// <inheritdoc cref="ICollection{T}.Clear"/>
    public void Clear() => _items.Clear();

    /// <inheritdoc/>
    public void Add(string key, T value) => _items.Add(key, value);

    /// <inheritdoc/>
    public void Add((string, T) item) => Add(item.Item1, item.Item2);

    /// <inheritdoc/>
    public void Add(KeyValuePair<string, T> item) => Add(item.Key, item.Value);

    /// <inheritdoc/>
    public void Insert(int index, (string, T) item) => _items.Insert(index, item);

    /// <inheritdoc/>
    public bool Remove(string key) => _items.Remove(key);

    /// <inheritdoc/>
    public bool Remove((string, T) item) => _items.Remove(item);

    /// <inheritdoc/>
    public bool Remove(KeyValuePair<string, T> item) => _items.Remove((item.Key, item.Value));

    /// <inheritdoc/>
    public void RemoveAt(int index) => _items.RemoveAt(index);

    /// <inheritdoc/>
    public bool ContainsKey(string key) => _items.Contains(key);

    /// <inheritdoc/>
    public bool Contains((string, T) item) => _items.Contains(item);

    /// <inheritdoc/>
    public bool Contains(KeyValuePair<string, T> item) => _items.Contains((item.Key, item.Value));

    /// <inheritdoc/>
    public int IndexOf((string, T) item) => _items.Find(item);

    /// <inheritdoc/>
    public bool TryGetValue(string key, [MaybeNullWhen(false)] out T value) => _items.TryGet(key, out value);

    /// <inheritdoc/>
    public void CopyTo((string, T)[] array, int arrayIndex) => _items.CopyTo(array, arrayIndex);

    /// <inheritdoc/>
    public void CopyTo(KeyValuePair<string, T>[] array, int arrayIndex) => _items.CopyTo(array, arrayIndex);

    /// <summary>The names with the modules, in insertion order.</summary>
    public IEnumerator<(string, T)> GetEnumerator() => _items.Entries.GetEnumerator();

    IEnumerator<KeyValuePair<string, T>> IEnumerable<KeyValuePair<string, T>>.GetEnumerator() => _items.Pairs.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <inheritdoc/>
    protected override void RegisterComponents() => Register();

    private void Register()
    {
        ClearModules();
        foreach (var (name, value) in _items.Entries)
        {
            register_module(name, value);
        }
    }
}
