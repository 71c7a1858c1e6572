using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Permutations;

/// <summary>Measures whether f(x; pi(theta)) = f(x; theta) for random alignments pi of a spec.</summary>
/// <remarks>
/// The most valuable check of a spec: most faults of published specs (a permuted class axis, an unblocked flatten, a forgotten layer)
/// change the function. It costs one forward pass a trial, and one a group more only when it fails.
/// </remarks>
public static class FunctionalEquivalence
{
    private const double SingleTolerance = 1e-4;
    private const double DoubleTolerance = 1e-10;

    /// <summary>Checks a module, in evaluation mode and without gradients; its parameters, buffers and mode are put back afterwards.</summary>
    /// <param name="spec">The spec of the module's state dict.</param>
    /// <param name="module">The network.</param>
    /// <param name="input">Inputs for one forward pass.</param>
    /// <param name="options">How to check; null for the defaults.</param>
    /// <returns>What was measured.</returns>
    public static EquivalenceResult Check(PermutationSpec spec, nn.Module<Tensor, Tensor> module, Tensor input, EquivalenceOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentNullException.ThrowIfNull(module);
        ArgumentNullException.ThrowIfNull(input);
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        var live = module.state_dict();
        var saved = live.ToDictionary(pair => pair.Key, pair => pair.Value.detach().clone());
        var training = module.training;
        module.eval();
        try
        {
            return Check(spec, saved, parameters => Forward(module, live, parameters, input), options);
        }
        finally
        {
            Load(live, saved);
            module.train(training);
        }
    }

    /// <summary>Checks a function of a state dict.</summary>
    /// <param name="spec">The spec of the state dict.</param>
    /// <param name="stateDict">The tensors by name.</param>
    /// <param name="forward">The output of the network on a fixed input, as a function of its state dict.</param>
    /// <param name="options">How to check; null for the defaults.</param>
    /// <returns>What was measured.</returns>
    public static EquivalenceResult Check(
        PermutationSpec spec,
        IReadOnlyDictionary<string, Tensor> stateDict,
        Func<IReadOnlyDictionary<string, Tensor>, Tensor> forward,
        EquivalenceOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentNullException.ThrowIfNull(stateDict);
        ArgumentNullException.ThrowIfNull(forward);
        options ??= new EquivalenceOptions();
        ArgumentOutOfRangeException.ThrowIfNegative(options.Trials, nameof(options));
        var tolerance = options.Tolerance ?? (IsDouble(stateDict) ? DoubleTolerance : SingleTolerance);
        if (options.Trials == 0)
        {
            return new EquivalenceResult(0, tolerance, 0, []);
        }

        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        var expected = forward(stateDict).to(ScalarType.Float64);
        var worst = 0.0;
        for (var trial = 0; trial < options.Trials; trial++)
        {
            var difference = Difference(Alignment.Random(spec, options.Seed.For("equivalence", trial)), stateDict, forward, expected);
            worst = double.IsNaN(difference) ? double.NaN : Math.Max(worst, difference);
        }

        var breaking = worst <= tolerance ? [] : BreakingGroups(spec, stateDict, forward, expected, tolerance, options.Seed);
        return new EquivalenceResult(worst, tolerance, options.Trials, breaking);
    }

    private static List<string> BreakingGroups(
        PermutationSpec spec,
        IReadOnlyDictionary<string, Tensor> stateDict,
        Func<IReadOnlyDictionary<string, Tensor>, Tensor> forward,
        Tensor expected,
        double tolerance,
        Seed seed)
    {
        var breaking = new List<string>();
        foreach (var (group, size) in spec.Groups)
        {
            var alone = Alignment.Identity(spec).With(group, Permutation.Random(size, seed.For($"alone/{group}")));
            if (!(Difference(alone, stateDict, forward, expected) <= tolerance))
            {
                breaking.Add(group);
            }
        }

        return breaking;
    }

    private static double Difference(
        Alignment alignment,
        IReadOnlyDictionary<string, Tensor> stateDict,
        Func<IReadOnlyDictionary<string, Tensor>, Tensor> forward,
        Tensor expected)
    {
        using var scope = NewDisposeScope();
        var output = forward(alignment.Apply(stateDict)).to(ScalarType.Float64);
        if (output.numel() == 0)
        {
            return 0;
        }

        var scale = Math.Max(1, expected.abs().max().ToDouble());
        return (output - expected).abs().max().ToDouble() / scale;
    }

    private static Tensor Forward(nn.Module<Tensor, Tensor> module, Dictionary<string, Tensor> live, IReadOnlyDictionary<string, Tensor> parameters, Tensor input)
    {
        Load(live, parameters);
        return module.forward(input);
    }

    private static void Load(Dictionary<string, Tensor> live, IReadOnlyDictionary<string, Tensor> values)
    {
        using var noGradient = no_grad();
        foreach (var (name, tensor) in live)
        {
            tensor.copy_(values[name]);
        }
    }

    private static bool IsDouble(IReadOnlyDictionary<string, Tensor> stateDict) =>
        stateDict.Values.All(tensor => tensor.dtype != ScalarType.Float32 && tensor.dtype != ScalarType.Float16 && tensor.dtype != ScalarType.BFloat16);
}
