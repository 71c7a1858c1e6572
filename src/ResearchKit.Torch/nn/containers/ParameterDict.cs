using System.Collections;
using System.Diagnostics.CodeAnalysis;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Parameters by name, in insertion order, that a module owns.</summary>
public class ParameterDict : nn.Module, IDictionary<string, Parameter>, IList<(string, Parameter)>
{
    private readonly OrderedDictionary<string, Parameter> _items = [];

    /// <summary>Creates an empty dictionary.</summary>
    public ParameterDict()
        : base("ParameterDict")
    {
    }

    /// <inheritdoc cref="ICollection{T}.Count"/>
    public int Count => _items.Count;

    /// <inheritdoc cref="ICollection{T}.IsReadOnly"/>
    public bool IsReadOnly => false;

    /// <inheritdoc/>
    public ICollection<string> Keys => _items.Keys;

    /// <inheritdoc/>
    public ICollection<Parameter> Values => _items.Values;

    /// <inheritdoc/>
    public Parameter this[string key]
    {
        get => _items[key];
        set
        {
            _items[key] = value;
            Register();
        }
    }

    /// <inheritdoc/>
    public (string, Parameter) this[int index]
    {
        get => (_items.GetAt(index).Key, _items.GetAt(index).Value);
        set
        {
            _items.SetAt(index, value.Item1, value.Item2);
            Register();
        }
    }

    /// <summary>The names.</summary>
    public IEnumerable<string> keys() => _items.Keys;

    /// <summary>The parameters.</summary>
    public IEnumerable<Parameter> values() => _items.Values;

    /// <summary>The names with the parameters.</summary>
    public IEnumerator<(string, Parameter)> items() => GetEnumerator();

    /// <summary>Removes everything.</summary>
    public void clear() => Clear();

    /// <inheritdoc cref="ICollection{T}.Clear"/>
    public void Clear()
    {
        _items.Clear();
        Register();
    }

    /// <inheritdoc/>
    public void Add(string key, Parameter value)
    {
        _items.Add(key, value);
        Register();
    }

    /// <inheritdoc/>
    public void Add((string, Parameter) item) => Add(item.Item1, item.Item2);

    /// <inheritdoc/>
    public void Add(KeyValuePair<string, Parameter> item) => Add(item.Key, item.Value);

    /// <inheritdoc/>
    public void Insert(int index, (string, Parameter) item)
    {
        _items.Insert(index, item.Item1, item.Item2);
        Register();
    }

    /// <inheritdoc/>
    public bool Remove(string key)
    {
        var removed = _items.Remove(key);
        Register();
        return removed;
    }

    /// <inheritdoc/>
    public bool Remove((string, Parameter) item) => Contains(item) && Remove(item.Item1);

    /// <inheritdoc/>
    public bool Remove(KeyValuePair<string, Parameter> item) => Contains(item) && Remove(item.Key);

    /// <inheritdoc/>
    public void RemoveAt(int index)
    {
        _items.RemoveAt(index);
        Register();
    }

    /// <inheritdoc/>
    public bool ContainsKey(string key) => _items.ContainsKey(key);

    /// <inheritdoc/>
    public bool Contains((string, Parameter) item) => _items.TryGetValue(item.Item1, out var found) && ReferenceEquals(found, item.Item2);

    /// <inheritdoc/>
    public bool Contains(KeyValuePair<string, Parameter> item) => Contains((item.Key, item.Value));

    /// <inheritdoc/>
    public int IndexOf((string, Parameter) item) => Contains(item) ? _items.IndexOf(item.Item1) : -1;

    /// <inheritdoc/>
    public bool TryGetValue(string key, [MaybeNullWhen(false)] out Parameter value) => _items.TryGetValue(key, out value);

    /// <inheritdoc/>
    public void CopyTo((string, Parameter)[] array, int arrayIndex)
    {
        foreach (var item in this)
        {
            array[arrayIndex++] = item;
        }
    }

    /// <inheritdoc/>
    public void CopyTo(KeyValuePair<string, Parameter>[] array, int arrayIndex)
        => ((ICollection<KeyValuePair<string, Parameter>>)_items).CopyTo(array, arrayIndex);

    /// <summary>The names with the parameters, in insertion order.</summary>
    public IEnumerator<(string, Parameter)> GetEnumerator() => _items.Select(entry => (entry.Key, entry.Value)).GetEnumerator();

    IEnumerator<KeyValuePair<string, Parameter>> IEnumerable<KeyValuePair<string, Parameter>>.GetEnumerator() => _items.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <inheritdoc/>
    protected override void RegisterComponents() => Register();

    private void Register()
    {
        ClearParameters();
        foreach (var (key, item) in _items)
        {
            register_parameter(key, item);
        }
    }
}
