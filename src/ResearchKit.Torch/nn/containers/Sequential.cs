using System.Globalization;
using System.Runtime.CompilerServices;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Modules applied one after the other: y = m_n(...m_1(m_0(x))).</summary>
/// <remarks>
/// Results between the modules are disposed as soon as the next module has run; autograd keeps what it needs by itself.
/// The names are those given, or else the position: <c>0</c>, <c>1</c>, ...
/// </remarks>
public class Sequential : nn.Module<Tensor, Tensor>
{
    private readonly List<(string Name, nn.IModule<Tensor, Tensor> Module)> _items = [];

    /// <summary>Creates the module from named parts.</summary>
    /// <param name="modules">Names and modules in order.</param>
    protected internal Sequential(params (string name, nn.Module<Tensor, Tensor> submodule)[] modules)
        : base(nameof(Sequential))
    {
        foreach (var (key, module) in modules)
        {
            append(key, module);
        }
    }

    /// <summary>Creates the module from parts named by their position.</summary>
    /// <param name="modules">Modules in order.</param>
    protected internal Sequential(params nn.Module<Tensor, Tensor>[] modules)
        : base(nameof(Sequential))
    {
        foreach (var module in modules)
        {
            append(module);
        }
    }

    /// <summary>Number of parts.</summary>
    public int Count => _items.Count;

    /// <summary>The part at a position.</summary>
    /// <param name="index">Position from 0.</param>
    [IndexerName("SequentialItems")]
    public nn.IModule<Tensor, Tensor> this[int index] => _items[index].Module;

    /// <summary>The parts from start up to but without end, as a new <see cref="Sequential"/> of the same modules under their old names.</summary>
    /// <param name="index">First position and position after the last; null for the ends.</param>
    [IndexerName("SequentialItems")]
    public Sequential this[(int? start, int? end) index] => Slice(index.start ?? 0, index.end ?? Count);

    /// <summary>The parts of a range, as a new <see cref="Sequential"/> of the same modules under their old names.</summary>
    /// <param name="index">The range.</param>
    [IndexerName("SequentialItems")]
    public Sequential this[Range index] => Slice(index.Start.GetOffset(Count), index.End.GetOffset(Count));

    /// <summary>Adds a part under a name.</summary>
    /// <param name="name">Its name: not empty, no dot, not taken.</param>
    /// <param name="module">The module.</param>
    /// <returns>This module.</returns>
    public Sequential append(string name, nn.IModule<Tensor, Tensor> module)
    {
        ArgumentNullException.ThrowIfNull(module);
        register_module(name, (nn.Module)module);
        _items.Add((name, module));
        return this;
    }

    /// <summary>Adds a part whose name is its position.</summary>
    /// <param name="module">The module.</param>
    /// <returns>This module.</returns>
    public Sequential append(nn.IModule<Tensor, Tensor> module)
        => append(Count.ToString(CultureInfo.InvariantCulture), module);

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        if (_items.Count == 0)
        {
            return Views.Alias(input);
        }

        var current = input;
        foreach (var (_, module) in _items)
        {
            var next = module.call(current);
            if (!ReferenceEquals(current, input) && !ReferenceEquals(current, next))
            {
                current.Dispose();
            }

            current = next;
        }

        return current;
    }

    private Sequential Slice(int start, int end)
    {
        if (start < 0 || start > Count)
        {
            throw new ArgumentOutOfRangeException(nameof(start), $"{start} is not a position in a Sequential of {Count} modules.");
        }

        if (end < 0 || end > Count)
        {
            throw new ArgumentOutOfRangeException(nameof(end), $"{end} is not a position in a Sequential of {Count} modules.");
        }

        var result = new Sequential(Array.Empty<(string, nn.Module<Tensor, Tensor>)>());
        for (var i = start; i < end; i++)
        {
            result.append(_items[i].Name, _items[i].Module);
        }

        return result;
    }
}
