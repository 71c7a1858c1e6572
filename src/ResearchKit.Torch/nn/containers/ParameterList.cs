using System.Collections;
using System.Globalization;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>A list of parameters that a module owns; their names are <c>0</c>, <c>1</c>, ...</summary>
public class ParameterList : nn.Module, IList<Parameter>
{
    private readonly NumberedItems<Parameter> _items;

    /// <summary>Creates the list.</summary>
    /// <param name="parameters">The first elements.</param>
    public ParameterList(params Parameter[] parameters)
        : base("ParameterList")
    {
        _items = new NumberedItems<Parameter>(Register);
        extend(parameters);
    }

    /// <inheritdoc/>
    public int Count => _items.Count;

    /// <inheritdoc/>
    public bool IsReadOnly => false;

    /// <inheritdoc/>
    public Parameter this[int index]
    {
        get => _items[index];
        set => _items[index] = value;
    }

    /// <summary>Adds parameters at the end.</summary>
    /// <param name="parameters">What to add.</param>
    public void extend(IEnumerable<Parameter> parameters) => _items.Extend(parameters);

    /// <summary>Adds parameters at the end.</summary>
    /// <param name="parameters">What to add.</param>
    public void append(params Parameter[] parameters) => extend(parameters);

    /// <inheritdoc/>
    public void Add(Parameter item) => _items.Add(item);

    /// <inheritdoc/>
    public void Insert(int index, Parameter item) => _items.Insert(index, item);

    /// <inheritdoc/>
    public bool Remove(Parameter item) => _items.TryRemove(item);

    /// <inheritdoc/>
    public void RemoveAt(int index) => _items.RemoveAt(index);

    /// <inheritdoc/>
    public void Clear() => _items.Clear();

    /// <inheritdoc/>
    public bool Contains(Parameter item) => _items.Find(item) >= 0;

    /// <summary>Position of that very object, or -1.</summary>
    /// <param name="item">The parameter to look for.</param>
    public int IndexOf(Parameter item) => _items.Find(item);

    /// <inheritdoc/>
    public void CopyTo(Parameter[] array, int arrayIndex) => _items.CopyTo(array, arrayIndex);

    /// <inheritdoc/>
    public IEnumerator<Parameter> GetEnumerator() => _items.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <inheritdoc/>
    protected override void RegisterComponents() => Register();

    private void Register()
    {
        ClearParameters();
        for (var i = 0; i < _items.Count; i++)
        {
            register_parameter(i.ToString(CultureInfo.InvariantCulture), _items[i]);
        }
    }
}
