using ResearchKit.Permutations;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Onnx;

/// <summary>Derives the permutation spec of a network from its ONNX graph.</summary>
/// <remarks>
/// <para>The graph is run once, so that every shape is known; then the axes of all weights are carried through it. An axis that meets another in a sum, or that a product
/// sums over, must move with it; inputs, outputs, neighbouring places of images and whatever goes into an operator that the kit does not know stay. An axis that a reshape splits
/// is followed in factors, so that a flatten gives blocks and attention gives heads. What is left may move in any order, and is checked by running the network with its
/// weights permuted at random before the spec is returned.</para>
/// <para>A factor inside another, as the units of attention heads are, gets a group for each place of the outer one where every value shows that the places do not mix: heads may then order their units each in its own
/// way. Where they do mix, as in rotary embeddings, it stays, and the result says so.</para>
/// </remarks>
public static class OnnxSpecs
{
    /// <summary>Derives the spec of a model's weights.</summary>
    /// <param name="model">The model.</param>
    /// <param name="options">Sizes of open dimensions, inputs and tolerance; null for the defaults.</param>
    /// <returns>The spec with what was measured and what was left out.</returns>
    /// <exception cref="ArgumentException">The check failed, or inputs cannot be drawn or do not fit.</exception>
    /// <exception cref="InvalidDataException">An operator refuses what it is given; the message names the node.</exception>
    public static OnnxSpec Derive(OnnxModel model, OnnxSpecOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        options ??= new OnnxSpecOptions();
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        var trace = new OnnxTrace(model, OnnxInputs.Draw(model, options), options);
        var axes = new AxisPropagation(model, trace);
        var assembly = new SpecAssembly(model, axes);
        var spec = assembly.Spec();
        var equivalence = spec.Validate(model.StateDict(), trace.Outputs, options.Equivalence);
        return new OnnxSpec(spec, equivalence, trace.Unknown, [.. assembly.Unpermuted()], OnnxLayers.Of(model, axes, assembly));
    }
}
