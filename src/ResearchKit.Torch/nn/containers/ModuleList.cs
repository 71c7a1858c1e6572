using System.Collections;
using System.Globalization;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>A list of modules that a module owns; their names are <c>0</c>, <c>1</c>, ...</summary>
/// <typeparam name="T">Type of the modules.</typeparam>
public class ModuleList<T> : nn.Module, IList<T>
    where T : nn.Module
{
    private readonly List<T> _items = [];

    /// <summary>Creates the list.</summary>
    /// <param name="modules">The first elements.</param>
    public ModuleList(params T[] modules)
        : base("ModuleList")
    {
        extend(modules);
    }

    /// <inheritdoc/>
    public int Count => _items.Count;

    /// <inheritdoc/>
    public bool IsReadOnly => false;

    /// <inheritdoc/>
    public T this[int index]
    {
        get => _items[index];
        set
        {
            _items[index] = value;
            Register();
        }
    }

    /// <summary>Adds modules at the end.</summary>
    /// <param name="modules">What to add.</param>
    public void extend(IEnumerable<T> modules)
    {
        _items.AddRange(modules);
        Register();
    }

    /// <summary>Adds modules at the end.</summary>
    /// <param name="parameters">What to add.</param>
    public void append(params T[] parameters) => extend(parameters);

    /// <inheritdoc/>
    public void Add(T item)
    {
        _items.Add(item);
        Register();
    }

    /// <inheritdoc/>
    public void Insert(int index, T item)
    {
        _items.Insert(index, item);
        Register();
    }

    /// <inheritdoc/>
    public bool Remove(T item)
    {
        var removed = _items.Remove(item);
        Register();
        return removed;
    }

    /// <inheritdoc/>
    public void RemoveAt(int index)
    {
        _items.RemoveAt(index);
        Register();
    }

    /// <inheritdoc/>
    public void Clear()
    {
        _items.Clear();
        Register();
    }

    /// <inheritdoc/>
    public bool Contains(T item) => _items.Contains(item);

    /// <inheritdoc/>
    public int IndexOf(T item) => _items.IndexOf(item);

    /// <inheritdoc/>
    public void CopyTo(T[] array, int arrayIndex) => _items.CopyTo(array, arrayIndex);

    /// <inheritdoc/>
    public IEnumerator<T> GetEnumerator() => _items.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <inheritdoc/>
    protected override void RegisterComponents() => Register();

    private void Register()
    {
        ClearModules();
        for (var i = 0; i < _items.Count; i++)
        {
            register_module(i.ToString(CultureInfo.InvariantCulture), _items[i]);
        }
    }
}
