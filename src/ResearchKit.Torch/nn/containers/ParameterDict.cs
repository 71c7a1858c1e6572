using System.Collections;
using System.Diagnostics.CodeAnalysis;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Parameters by name, in insertion order, that a module owns.</summary>
public class ParameterDict : nn.Module, IDictionary<string, Parameter>, IList<(string, Parameter)>
{
    private readonly NamedItems<Parameter> _items;

    /// <summary>Creates an empty dictionary.</summary>
    public ParameterDict()
        : base("ParameterDict") => _items = new NamedItems<Parameter>(Register);

    /// <inheritdoc cref="ICollection{T}.Count"/>
    public int Count => _items.Count;

    /// <inheritdoc cref="ICollection{T}.IsReadOnly"/>
    public bool IsReadOnly => false;

    /// <inheritdoc/>
    public ICollection<string> Keys => _items.Names;

    /// <inheritdoc/>
    public ICollection<Parameter> Values => _items.Values;

    /// <inheritdoc/>
    public Parameter this[string key]
    {
        get => _items[key];
        set => _items[key] = value;
    }

    /// <inheritdoc/>
    public (string, Parameter) this[int index]
    {
        get => _items[index];
        set => _items[index] = value;
    }

    /// <summary>The names.</summary>
    public IEnumerable<string> keys() => _items.Names;

    /// <summary>The parameters.</summary>
    public IEnumerable<Parameter> values() => _items.Values;

    /// <summary>The names with the parameters.</summary>
    public IEnumerator<(string, Parameter)> items() => GetEnumerator();

    /// <summary>Removes everything.</summary>
    public void clear() => Clear();

    /// <inheritdoc cref="ICollection{T}.Clear"/>
    public void Clear() => _items.Clear();

    /// <inheritdoc/>
    public void Add(string key, Parameter value) => _items.Add(key, value);

    /// <inheritdoc/>
    public void Add((string, Parameter) item) => Add(item.Item1, item.Item2);

    /// <inheritdoc/>
    public void Add(KeyValuePair<string, Parameter> item) => Add(item.Key, item.Value);

    /// <inheritdoc/>
    public void Insert(int index, (string, Parameter) item) => _items.Insert(index, item);

    /// <inheritdoc/>
    public bool Remove(string key) => _items.Remove(key);

    /// <inheritdoc/>
    public bool Remove((string, Parameter) item) => _items.Remove(item);

    /// <inheritdoc/>
    public bool Remove(KeyValuePair<string, Parameter> item) => _items.Remove((item.Key, item.Value));

    /// <inheritdoc/>
    public void RemoveAt(int index) => _items.RemoveAt(index);

    /// <inheritdoc/>
    public bool ContainsKey(string key) => _items.Contains(key);

    /// <inheritdoc/>
    public bool Contains((string, Parameter) item) => _items.Contains(item);

    /// <inheritdoc/>
    public bool Contains(KeyValuePair<string, Parameter> item) => _items.Contains((item.Key, item.Value));

    /// <inheritdoc/>
    public int IndexOf((string, Parameter) item) => _items.Find(item);

    /// <inheritdoc/>
    public bool TryGetValue(string key, [MaybeNullWhen(false)] out Parameter value) => _items.TryGet(key, out value);

    /// <inheritdoc/>
    public void CopyTo((string, Parameter)[] array, int arrayIndex) => _items.CopyTo(array, arrayIndex);

    /// <inheritdoc/>
    public void CopyTo(KeyValuePair<string, Parameter>[] array, int arrayIndex) => _items.CopyTo(array, arrayIndex);

    /// <summary>The names with the parameters, in insertion order.</summary>
    public IEnumerator<(string, Parameter)> GetEnumerator() => _items.Entries.GetEnumerator();

    IEnumerator<KeyValuePair<string, Parameter>> IEnumerable<KeyValuePair<string, Parameter>>.GetEnumerator() => _items.Pairs.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <inheritdoc/>
    protected override void RegisterComponents() => Register();

    private void Register()
    {
        ClearParameters();
        foreach (var (name, value) in _items.Entries)
        {
            register_parameter(name, value);
        }
    }
}
