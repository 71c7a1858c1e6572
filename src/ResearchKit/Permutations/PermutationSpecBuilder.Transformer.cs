using System.Globalization;

namespace ResearchKit.Permutations;

/// <content>The layers of transformers.</content>
public sealed partial class PermutationSpecBuilder
{
    /// <summary>Adds a table of vectors with weight (count, size): at the input of the network it starts the stream, further on it is added to it (positions).</summary>
    /// <param name="name">The name of the layer.</param>
    /// <param name="size">The size of a vector.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentException">The stream has another number of channels.</exception>
    public PermutationSpecBuilder Embedding(string name, int size)
    {
        ThrowIfBad(name, size, 0);
        if (_extent == 0)
        {
            StartGroup(name, size);
        }
        else if (_extent != size)
        {
            throw new ArgumentException($"Table '{_prefix}{name}' has vectors of {size}; the stream has {_extent} channels.", nameof(size));
        }

        return AddedTable($"{name}.weight", 1);
    }

    /// <summary>Adds a tensor that is added to or joined with the stream, with the channels on its last axis, such as a class token or learned positions.</summary>
    /// <param name="tensor">The full name of the tensor within the scope.</param>
    /// <param name="leadingAxes">The number of axes before the channels; they carry no permutation.</param>
    /// <returns>This builder.</returns>
    public PermutationSpecBuilder AddedTable(string tensor, int leadingAxes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(leadingAxes);
        Add(tensor, [.. Enumerable.Repeat(Unpermuted, leadingAxes), (_group, _extent)]);
        return this;
    }

    /// <summary>Adds a feed-forward layer with a gate: gate and up have the same hidden units, which down reads.</summary>
    /// <param name="gate">The name of the gate's layer, after which the group of hidden units is named.</param>
    /// <param name="up">The name of the layer that the gate multiplies.</param>
    /// <param name="down">The name of the last layer.</param>
    /// <param name="hidden">The number of hidden units.</param>
    /// <param name="outputs">The number of outputs.</param>
    /// <param name="bias">Whether the layers have biases.</param>
    /// <returns>This builder.</returns>
    public PermutationSpecBuilder GatedFeedForward(string gate, string up, string down, int hidden, int outputs, bool bias = true)
    {
        ThrowIfBad(up, hidden, 0);
        var input = (_group, _extent);
        Linear(gate, hidden, bias);
        AddWeight(up, (_group, _extent), input, bias, 0);
        return Linear(down, outputs, bias);
    }

    /// <summary>Adds self-attention: heads change places, and inside a head queries with keys and values with outputs.</summary>
    /// <remarks>
    /// <para>Groups are NAME.heads (of key and value heads), NAME.headI.qk and NAME.headI.v for the units of head I, and NAME.headI.queries for the query heads that share
    /// a key head. Query and key units keep their order where positions rotate. The output starts a group, which a residual ties to the stream.</para>
    /// </remarks>
    /// <param name="name">The name of the layer, whose projections are named below it; empty for none.</param>
    /// <param name="layout">The heads and the names.</param>
    /// <param name="outputs">The number of outputs.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentException">The numbers of heads do not fit.</exception>
    public PermutationSpecBuilder Attention(string name, AttentionLayout layout, int outputs)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(layout);
        var groups = layout.KeyValueHeads ?? layout.Heads;
        if (layout.Heads < 1 || groups < 1 || layout.Heads % groups != 0 || layout.HeadSize < 1 || layout.ValueHeadSize < 1)
        {
            throw new ArgumentException(
                $"Attention '{_prefix}{name}' has {layout.Heads} query heads of {layout.HeadSize} units and {groups} key and value heads; expected positive numbers and a multiple.", nameof(layout));
        }

        return Scope(name, inner => inner.AddAttention(layout, groups, outputs));
    }

    private void AddAttention(AttentionLayout layout, int groups, int outputs)
    {
        var input = new AxisSlot(_group, _extent);
        var valueSize = layout.ValueHeadSize ?? layout.HeadSize;
        var each = layout.Heads / groups;
        var heads = NewGroup("heads", groups);
        var queries = Make(groups, i => NewGroup(string.Create(CultureInfo.InvariantCulture, $"head{i}.queries"), each));
        var shared = Make(groups, i => layout.Rotary ? null : NewGroup(string.Create(CultureInfo.InvariantCulture, $"head{i}.qk"), layout.HeadSize));
        var values = Make(groups, i => NewGroup(string.Create(CultureInfo.InvariantCulture, $"head{i}.v"), valueSize));

        var q = Several(layout.HeadSize, i => shared[i]);
        var k = Each(layout.HeadSize, i => shared[i]);
        var v = Each(valueSize, i => values[i]);
        if (layout.Fused is { } fused)
        {
            Project(fused, new AxisSlot(null, q.Extent + k.Extent + v.Extent) { Inner = [q, k, v] });
        }
        else
        {
            Project(layout.Query, q);
            Project(layout.Key, k);
            Project(layout.Value, v);
        }

        StartGroup(layout.Output, outputs);
        AddSlots($"{layout.Output}.weight", new AxisSlot(_group, _extent), Several(valueSize, i => values[i]));
        if (layout.OutputBias)
        {
            Add($"{layout.Output}.bias", (_group, _extent));
        }

        ChannelGroup NewGroup(string name, int size)
        {
            var group = new ChannelGroup(_prefix + name, size);
            _groups.Add(group);
            return group;
        }

        void Project(string name, AxisSlot rows)
        {
            AddSlots($"{name}.weight", rows, input);
            if (layout.Bias)
            {
                AddSlots($"{name}.bias", rows);
            }
        }

        // One head for each group.
        AxisSlot Each(int size, Func<int, ChannelGroup?> units) =>
            new(heads, groups * size) { Inner = Make(groups, i => new AxisSlot(units(i), size)) };

        // Several heads for each group, all with the units' permutation of that group.
        AxisSlot Several(int size, Func<int, ChannelGroup?> units) => new(heads, groups * each * size)
        {
            Inner = Make(groups, i => new AxisSlot(queries[i], each * size) { Inner = Make(each, _ => new AxisSlot(units(i), size)) }),
        };
    }

    private static T[] Make<T>(int count, Func<int, T> item) => [.. Enumerable.Range(0, count).Select(item)];
}
