using System.Collections;
using System.Globalization;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>A list of modules that a module owns; their names are <c>0</c>, <c>1</c>, ...</summary>
/// <typeparam name="T">Type of the modules.</typeparam>
public class ModuleList<T> : nn.Module, IList<T>
    where T : nn.Module
{
    private readonly NumberedItems<T> _items;

    /// <summary>Creates the list.</summary>
    /// <param name="modules">The first elements.</param>
    public ModuleList(params T[] modules)
        : base("ModuleList")
    {
        _items = new NumberedItems<T>(Register);
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
        set => _items[index] = value;
    }

    /// <summary>Adds modules at the end.</summary>
    /// <param name="modules">What to add.</param>
    public void extend(IEnumerable<T> modules) => _items.Extend(modules);

    /// <summary>Adds modules at the end.</summary>
    /// <param name="parameters">What to add.</param>
    public void append(params T[] parameters) => extend(parameters);

    /// <inheritdoc/>
    public void Add(T item) => _items.Add(item);

    /// <inheritdoc/>
    public void Insert(int index, T item) => _items.Insert(index, item);

    /// <inheritdoc/>
    public bool Remove(T item) => _items.TryRemove(item);

    /// <inheritdoc/>
    public void RemoveAt(int index) => _items.RemoveAt(index);

    /// <inheritdoc/>
    public void Clear() => _items.Clear();

    /// <inheritdoc/>
    public bool Contains(T item) => _items.Find(item) >= 0;

    /// <summary>Position of that very object, or -1.</summary>
    /// <param name="item">The module to look for.</param>
    public int IndexOf(T item) => _items.Find(item);

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
