namespace ResearchKit.Permutations;

/// <content>The layers.</content>
public sealed partial class PermutationSpecBuilder
{
    private static readonly (ChannelGroup?, int) Unpermuted = (null, 0);

    /// <summary>Adds a linear layer with weight (out, in) and bias (out).</summary>
    /// <param name="name">The name of the layer.</param>
    /// <param name="outputs">The number of output units.</param>
    /// <param name="bias">Whether the layer has a bias.</param>
    /// <returns>This builder.</returns>
    public PermutationSpecBuilder Linear(string name, int outputs, bool bias = true) => Conv(name, outputs, bias, kernelAxes: 0);

    /// <summary>Adds a convolution with weight (out, in, kernel...) and bias (out); kernel axes carry no permutation.</summary>
    /// <param name="name">The name of the layer.</param>
    /// <param name="channels">The number of output channels.</param>
    /// <param name="bias">Whether the layer has a bias.</param>
    /// <param name="kernelAxes">The number of kernel axes: 2 for images.</param>
    /// <returns>This builder.</returns>
    public PermutationSpecBuilder Conv(string name, int channels, bool bias = true, int kernelAxes = 2)
    {
        ThrowIfBad(name, channels, kernelAxes);
        var input = (_group, _extent);
        StartGroup(name, channels);
        AddWeight(name, (_group, _extent), input, bias, kernelAxes);
        return this;
    }

    /// <summary>Adds a convolution in groups, with weight (out, in / groups, kernel...); only whole groups of channels may move.</summary>
    /// <remarks>Input and output then carry one permutation of the groups, in blocks of in / groups and out / groups channels. Orders within a group stay fixed.</remarks>
    /// <param name="name">The name of the layer.</param>
    /// <param name="channels">The number of output channels, a multiple of <paramref name="groups"/>.</param>
    /// <param name="groups">The number of groups, a divisor of the number of input channels.</param>
    /// <param name="bias">Whether the layer has a bias.</param>
    /// <param name="kernelAxes">The number of kernel axes: 2 for images.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentException">The numbers of channels are not multiples of the groups.</exception>
    public PermutationSpecBuilder GroupedConv(string name, int channels, int groups, bool bias = true, int kernelAxes = 2)
    {
        ThrowIfBad(name, channels, kernelAxes);
        ArgumentOutOfRangeException.ThrowIfLessThan(groups, 1);
        if (groups == 1)
        {
            return Conv(name, channels, bias, kernelAxes);
        }

        if (channels % groups != 0 || _extent % groups != 0)
        {
            throw new ArgumentException($"Grouped convolution '{_prefix}{name}' has {_extent} input and {channels} output channels; both must be multiples of its {groups} groups.", nameof(groups));
        }

        // An unpermuted input keeps the groups where they are, and then the output too.
        _group?.Coarsen(groups);
        _extent = channels;
        AddWeight(name, (_group, _extent), Unpermuted, bias, kernelAxes);
        return this;
    }

    /// <summary>Adds a depthwise convolution, with weight (in * multiplier, 1, kernel...); the permutation of the input passes through.</summary>
    /// <param name="name">The name of the layer.</param>
    /// <param name="multiplier">The number of output channels for each input channel.</param>
    /// <param name="bias">Whether the layer has a bias.</param>
    /// <param name="kernelAxes">The number of kernel axes: 2 for images.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="InvalidOperationException">The layer stands at the input of the network, whose number of channels the builder does not know.</exception>
    public PermutationSpecBuilder DepthwiseConv(string name, int multiplier = 1, bool bias = true, int kernelAxes = 2)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(multiplier, 1);
        return _extent > 0
            ? GroupedConv(name, _extent * multiplier, _extent, bias, kernelAxes)
            : throw new InvalidOperationException($"Depthwise convolution '{_prefix}{name}' stands at the input of the network; use GroupedConv and give the number of channels.");
    }

    /// <summary>Adds batch normalisation: weight and bias, and running statistics that are moved but never matched.</summary>
    /// <param name="name">The name of the layer.</param>
    /// <param name="affine">Whether it has weight and bias.</param>
    /// <param name="statistics">Whether it has running_mean, running_var and num_batches_tracked.</param>
    /// <returns>This builder.</returns>
    public PermutationSpecBuilder BatchNorm(string name, bool affine = true, bool statistics = true)
    {
        if (affine)
        {
            Add($"{name}.weight", (_group, _extent));
            Add($"{name}.bias", (_group, _extent));
        }

        if (statistics)
        {
            AddStatistic($"{name}.running_mean", (_group, _extent));
            AddStatistic($"{name}.running_var", (_group, _extent));
            AddStatistic($"{name}.num_batches_tracked");
        }

        return this;
    }

    /// <summary>Adds layer normalisation over the channels, or over (channels, height, width), with weight and bias of that shape.</summary>
    /// <param name="name">The name of the layer.</param>
    /// <param name="trailingAxes">The number of normalised axes after the channels: 0 for (C), 2 for (C, H, W).</param>
    /// <param name="bias">Whether it has a bias beside the weight.</param>
    /// <returns>This builder.</returns>
    public PermutationSpecBuilder LayerNorm(string name, int trailingAxes = 0, bool bias = true)
    {
        PerChannel($"{name}.weight", trailingAxes);
        return bias ? PerChannel($"{name}.bias", trailingAxes) : this;
    }

    /// <summary>Adds group normalisation with weight and bias; with more than one group only whole groups of channels may move.</summary>
    /// <param name="name">The name of the layer.</param>
    /// <param name="groups">The number of groups, a divisor of the number of channels.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentException">The number of channels is not a multiple of the groups.</exception>
    public PermutationSpecBuilder GroupNorm(string name, int groups)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(groups, 1);
        if (_extent % groups != 0)
        {
            throw new ArgumentException($"Group normalisation '{_prefix}{name}' has {_extent} channels, which is not a multiple of its {groups} groups.", nameof(groups));
        }

        if (groups > 1)
        {
            _group?.Coarsen(groups);
        }

        return PerChannel($"{name}.weight").PerChannel($"{name}.bias");
    }

    /// <summary>Adds a tensor with one entry a channel on its first axis, such as the slopes of a parametric rectifier or a layer scale.</summary>
    /// <param name="tensor">The full name of the tensor within the scope.</param>
    /// <param name="trailingAxes">The number of axes after the channels; they carry no permutation.</param>
    /// <returns>This builder.</returns>
    public PermutationSpecBuilder PerChannel(string tensor, int trailingAxes = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(trailingAxes);
        Add(tensor, [(_group, _extent), .. Enumerable.Repeat(Unpermuted, trailingAxes)]);
        return this;
    }

    /// <summary>Flattens (channels, height, width) channel by channel: from here on every channel is a block of neighbouring positions.</summary>
    /// <param name="positions">The number H*W of positions a channel.</param>
    /// <returns>This builder.</returns>
    public PermutationSpecBuilder Flatten(int positions)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(positions, 1);
        _extent *= positions;
        return this;
    }

    /// <summary>Adds the last linear layer, whose outputs carry no permutation.</summary>
    /// <param name="name">The name of the layer.</param>
    /// <param name="bias">Whether the layer has a bias.</param>
    /// <param name="kernelAxes">0 for a linear layer, 2 for a convolution over images.</param>
    /// <returns>This builder.</returns>
    public PermutationSpecBuilder Output(string name, bool bias = true, int kernelAxes = 0)
    {
        AddWeight(name, Unpermuted, (_group, _extent), bias, kernelAxes);
        (_group, _extent) = Unpermuted;
        return this;
    }

    private void AddWeight(string name, (ChannelGroup?, int) outputs, (ChannelGroup?, int) inputs, bool bias, int kernelAxes)
    {
        Add($"{name}.weight", [outputs, inputs, .. Enumerable.Repeat(Unpermuted, kernelAxes)]);
        if (bias)
        {
            Add($"{name}.bias", outputs);
        }
    }

    private void ThrowIfBad(string name, int channels, int kernelAxes)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentOutOfRangeException.ThrowIfNegative(kernelAxes);
        if (channels < 1)
        {
            throw new ArgumentOutOfRangeException(nameof(channels), channels, $"Layer '{_prefix}{name}' must have at least 1 output.");
        }
    }
}
