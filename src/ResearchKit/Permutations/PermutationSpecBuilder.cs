namespace ResearchKit.Permutations;

/// <summary>Writes down a <see cref="PermutationSpec"/> layer by layer, in the order in which data flows through the network.</summary>
/// <remarks>
/// <para>Every layer that makes new channels starts a new permutation group, named after the layer. An addition
/// (<see cref="Residual"/>) ties the groups of what is added. Layers without parameters (activations, pooling, dropout) are left out: the
/// permutation passes through them, as long as an activation works on each unit alone.</para>
/// <para>Grouped and depthwise convolutions and group normalisation allow only permutations that keep their groups together; the builder
/// then permutes whole groups of channels as blocks. A group that is left with one block permutes nothing and is dropped.</para>
/// <example>
/// <code>
/// PermutationSpec.Builder()
///     .Conv("conv1", 16, bias: false).BatchNorm("bn1")
///     .Residual("layer1.0", block => block.Conv("conv1", 16, bias: false).BatchNorm("bn1").Conv("conv2", 16, bias: false).BatchNorm("bn2"))
///     .Output("fc")
///     .Build();
/// </code>
/// </example>
/// <para>Not thread safe.</para>
/// </remarks>
public sealed partial class PermutationSpecBuilder
{
    private readonly List<ChannelGroup> _groups = [];
    private readonly List<(string Name, AxisSlot[] Axes)> _tensors = [];
    private readonly HashSet<string> _names = [];
    private readonly HashSet<string> _statistics = [];
    private string _prefix = string.Empty;

    // The stream of data: the group that permutes its channels (null at the input of the network), and the number of positions
    // along its channel axis (0 at the input, where it does not matter).
    private ChannelGroup? _group;
    private int _extent;

    internal PermutationSpecBuilder()
    {
    }

    /// <summary>Names inside <paramref name="layers"/> are relative to a prefix, as in a submodule.</summary>
    /// <param name="prefix">The name of the submodule, without the dot.</param>
    /// <param name="layers">Adds the layers.</param>
    /// <returns>This builder.</returns>
    public PermutationSpecBuilder Scope(string prefix, Action<PermutationSpecBuilder> layers)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        ArgumentNullException.ThrowIfNull(layers);
        var outer = _prefix;
        _prefix = prefix.Length == 0 ? outer : $"{outer}{prefix}.";
        layers(this);
        _prefix = outer;
        return this;
    }

    /// <summary>Adds a residual block: the sum of a block and of a skip connection, so that both carry the same permutation.</summary>
    /// <remarks>
    /// Without <paramref name="shortcut"/> the skip is the identity, and the output carries the permutation of the input. With it (a projection)
    /// a new group starts, named after the block or the scope that it stands in. A zero-padding shortcut ("option A") is no permutation of channels and cannot be expressed.
    /// </remarks>
    /// <param name="prefix">The name of the block's submodule; empty for names that are not relative.</param>
    /// <param name="block">Adds the layers of the block.</param>
    /// <param name="shortcut">Adds the layers of the projection; null for an identity skip.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentException">The two sides end with different numbers of channels.</exception>
    public PermutationSpecBuilder Residual(string prefix, Action<PermutationSpecBuilder> block, Action<PermutationSpecBuilder>? shortcut = null)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        ArgumentNullException.ThrowIfNull(block);
        var (inputGroup, inputExtent) = (_group, _extent);
        Scope(prefix, block);
        var (blockGroup, blockExtent) = (_group, _extent);
        (_group, _extent) = (inputGroup, inputExtent);
        if (shortcut is not null)
        {
            Scope(prefix, shortcut);
        }

        if (_extent != blockExtent && !(_group is null && _extent == 0) && !(blockGroup is null && blockExtent == 0))
        {
            throw new ArgumentException(
                $"Residual block '{_prefix}{prefix}' adds {blockExtent} channels to {_extent}; " +
                (shortcut is null ? "an identity skip needs as many channels out as in, otherwise give a projection." : "the block and its projection must end with the same number."),
                nameof(block));
        }

        var name = (_prefix + prefix).TrimEnd('.');
        Tie(blockGroup, shortcut is not null && name.Length > 0 ? name : null);
        _extent = Math.Max(_extent, blockExtent); // one of them is 0 behind a layer of unknown data flow
        return this;
    }

    /// <summary>Finishes the spec.</summary>
    /// <returns>The spec.</returns>
    /// <exception cref="ArgumentException">A group stands on two axes of one tensor.</exception>
    public PermutationSpec Build()
    {
        var groups = _groups
            .Where(group => ReferenceEquals(group, group.Root) && group.Size > 1)
            .Select(group => KeyValuePair.Create(group.Name, group.Size))
            .ToList();
        var axes = _tensors.Select(tensor => KeyValuePair.Create<string, IReadOnlyList<AxisPermutation?>>(
            tensor.Name,
            Array.ConvertAll(tensor.Axes, axis => axis.Build())));
        return new PermutationSpec(groups, axes, _statistics);
    }

    private void Tie(ChannelGroup? other, string? name)
    {
        switch (_group, other)
        {
            case ({ } mine, { } theirs):
                mine.Merge(theirs);
                if (name is not null)
                {
                    mine.Root.Name = name;
                }

                break;
            case (null, { } theirs):
                theirs.Coarsen(1); // what is added to an unpermuted stream may not move
                break;
            case ({ } mine, null):
                mine.Coarsen(1);
                break;
            default:
                break;
        }
    }

    private void StartGroup(string layer, int channels)
    {
        _group = new ChannelGroup(_prefix + layer, channels);
        _extent = channels;
        _groups.Add(_group);
    }

    private void Add(string tensor, params (ChannelGroup? Group, int Extent)[] axes) =>
        AddSlots(tensor, Array.ConvertAll(axes, axis => new AxisSlot(axis.Group, axis.Extent)));

    private void AddSlots(string tensor, params AxisSlot[] axes)
    {
        var name = _prefix + tensor;
        if (!_names.Add(name))
        {
            throw new ArgumentException($"The tensor '{name}' was added before; a layer occurs once in a spec.", nameof(tensor));
        }

        _tensors.Add((name, axes));
    }

    private void AddStatistic(string tensor, params (ChannelGroup? Group, int Extent)[] axes)
    {
        Add(tensor, axes);
        _statistics.Add(_prefix + tensor);
    }
}
