using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Permutations;

/// <summary>Walks a network in the order of its data and writes its permutation spec down.</summary>
/// <remarks>
/// A layer is known by its type (linear layers, convolutions, normalisations, embeddings, functions of single units, pooling, chains) or describes itself
/// (<see cref="IPermutationStructure"/>). Any other is recorded as unknown, and everything that it touches is left unpermuted. Not thread safe.
/// </remarks>
public sealed class ModuleStructure
{
    private readonly List<UnknownModule> _unknown = [];
    private bool _flattened;

    internal ModuleStructure()
    {
    }

    /// <summary>The spec so far, for layers that are easier to write down than to walk; names are relative to the module that is being described.</summary>
    public PermutationSpecBuilder Builder { get; } = PermutationSpec.Builder();

    /// <summary>The modules that were not understood.</summary>
    internal IReadOnlyList<UnknownModule> UnknownModules => _unknown;

    /// <summary>Sends the data through a part.</summary>
    /// <param name="name">The name of the part within the module that is being described; dots lead into containers.</param>
    /// <param name="module">The part.</param>
    /// <returns>This structure.</returns>
    public ModuleStructure Layer(string name, nn.Module module)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(module);
        if (KnownLayers.Add(this, name, module) is { } reason)
        {
            Unknown(name, module, reason);
        }

        return this;
    }

    /// <summary>Adds the data in front of a branch, or what a projection makes of them, to what the branch gives.</summary>
    /// <param name="branch">Names the parts of the branch.</param>
    /// <param name="projection">Names the parts of the projection; null where the data are added as they are.</param>
    /// <returns>This structure.</returns>
    /// <exception cref="ArgumentException">The two end with different numbers of channels.</exception>
    public ModuleStructure Residual(Action<ModuleStructure> branch, Action<ModuleStructure>? projection = null)
    {
        ArgumentNullException.ThrowIfNull(branch);
        Builder.Residual(string.Empty, _ => branch(this), projection is null ? null : _ => projection(this));
        return this;
    }

    /// <summary>Flattens maps channel by channel; the next layer's number of inputs shows the positions of a channel.</summary>
    /// <returns>This structure.</returns>
    public ModuleStructure Flatten()
    {
        _flattened = true;
        return this;
    }

    /// <summary>Ends the stream: what follows reads it through tensors that were named before, as scores of a tied embedding do.</summary>
    /// <returns>This structure.</returns>
    public ModuleStructure End()
    {
        Builder.EndStream();
        return this;
    }

    /// <summary>Checks that a layer with so many inputs can stand here; returns why not, or null.</summary>
    internal string? Enter(long inputs)
    {
        var channels = Builder.Channels;
        if (channels == 0 || inputs == channels)
        {
            return null; // at the input of the network, or behind something unknown, any number may come
        }

        if (!_flattened || inputs % channels != 0)
        {
            return $"it takes {inputs} inputs where the stream has {channels} channels";
        }

        Builder.Flatten((int)(inputs / channels));
        _flattened = false;
        return null;
    }

    private void Unknown(string name, nn.Module module, string reason)
    {
        _unknown.Add(new UnknownModule(Builder.FullName(name), module.GetType().Name, reason));
        Builder.Unknown(module.state_dict().Select(pair => (name.Length == 0 ? pair.Key : $"{name}.{pair.Key}", pair.Value.shape.Length)));
        _flattened = false;
    }
}
