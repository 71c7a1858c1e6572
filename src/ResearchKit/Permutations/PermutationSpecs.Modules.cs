using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Permutations;

/// <content>Specs derived from modules.</content>
public static partial class PermutationSpecs
{
    /// <summary>Derives the spec of a network from the structure of its module, and checks it on an input.</summary>
    /// <remarks>
    /// <para>The walk follows the data: a chain (<c>Sequential</c>) part by part, any other container as it describes itself (<see cref="IPermutationStructure"/>, which the kit's
    /// models implement). Layers that add what they give to the same stream are tied to one group. A module that is not known is named in the result; its axes, and
    /// those in front of it and behind it, are left unpermuted. The axes of inputs and outputs of the network never move.</para>
    /// <para>The result is returned only after random alignments left the output of the network as it was.</para>
    /// </remarks>
    /// <param name="module">The network; its parameters and buffers are put back after the check.</param>
    /// <param name="input">Inputs for one forward pass.</param>
    /// <param name="options">How to check; null for the defaults.</param>
    /// <returns>The spec, what was not understood, and what the check measured.</returns>
    /// <exception cref="ArgumentException">Parts do not fit together, or alignments change the function; the message names the groups through which they do.</exception>
    public static DerivedSpec FromModule(nn.Module<Tensor, Tensor> module, Tensor input, EquivalenceOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(module);
        ArgumentNullException.ThrowIfNull(input);
        var structure = new ModuleStructure();
        structure.Layer(string.Empty, module);
        structure.Builder.FixStream();
        var spec = structure.Builder.Build();
        return new DerivedSpec(spec, structure.UnknownModules, spec.Validate(module, input, options));
    }
}
