using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Matching;

/// <summary>Records what named submodules of a network give, for activation matching of networks that do not show their activations themselves.</summary>
/// <remarks>
/// Hooks run where a module is invoked with <c>call</c>, as the containers of the library do, not where its <c>forward</c> is invoked directly.
/// Name the modules behind which the activation has been applied, or give <c>activation</c>. Where a module runs several times in a pass the last output counts.
/// Not thread safe. Disposing takes the hooks away.
/// </remarks>
public sealed class ActivationHooks : IDisposable
{
    private readonly nn.Module<Tensor, Tensor> _module;
    private readonly Func<Tensor, Tensor>? _activation;
    private readonly IReadOnlyDictionary<string, string> _moduleOfGroup;
    private readonly Dictionary<string, Tensor> _recorded = [];
    private readonly List<Action> _removers = [];
    private bool _recording;

    /// <summary>Sets hooks.</summary>
    /// <param name="module">The network.</param>
    /// <param name="moduleOfGroup">For each permutation group the name of the submodule that shows it, as <c>named_modules</c> gives it.</param>
    /// <param name="activation">Applied to what is recorded, for example a rectifier where the modules named stand before theirs; null for nothing.</param>
    /// <exception cref="ArgumentException">There is no such submodule, or it does not map one tensor to one tensor.</exception>
    public ActivationHooks(nn.Module<Tensor, Tensor> module, IReadOnlyDictionary<string, string> moduleOfGroup, Func<Tensor, Tensor>? activation = null)
    {
        ArgumentNullException.ThrowIfNull(module);
        ArgumentNullException.ThrowIfNull(moduleOfGroup);
        _module = module;
        _moduleOfGroup = moduleOfGroup;
        _activation = activation;
        var modules = module.named_modules().Where(pair => pair.name.Length > 0).ToDictionary(pair => pair.name, pair => pair.module);
        foreach (var name in moduleOfGroup.Values.Distinct())
        {
            if (!modules.TryGetValue(name, out var found) || found is not nn.Module<Tensor, Tensor> target)
            {
                Dispose();
                throw new ArgumentException(
                    found is null
                        ? $"The network has no submodule '{name}'; it has {string.Join(", ", modules.Keys)}."
                        : $"Submodule '{name}' does not map one tensor to one tensor.",
                    nameof(moduleOfGroup));
            }

            var handle = target.register_forward_hook((_, _, output) => Keep(name, output));
            _removers.Add(handle.remove);
        }
    }

    /// <summary>Runs the network in evaluation mode and without gradients, and gives what the submodules gave.</summary>
    /// <param name="batch">A batch of inputs.</param>
    /// <returns>The activations of every group, owned by the caller.</returns>
    /// <exception cref="InvalidOperationException">A submodule did not run.</exception>
    public Dictionary<string, Tensor> Record(Tensor batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        var training = _module.training;
        _module.eval();
        _recording = true;
        _recorded.Clear();
        try
        {
            _module.call(batch);
        }
        finally
        {
            _recording = false;
            _module.train(training);
        }

        var result = new Dictionary<string, Tensor>();
        foreach (var (group, name) in _moduleOfGroup)
        {
            if (!_recorded.TryGetValue(name, out var recorded))
            {
                throw new InvalidOperationException($"Submodule '{name}' did not run in the forward pass, or was not invoked with 'call'.");
            }

            var activations = _activation is null ? recorded.clone() : _activation(recorded);
            result.Add(group, activations.MoveToOuterDisposeScope());
        }

        return result;
    }

    /// <summary>Takes the hooks away.</summary>
    public void Dispose()
    {
        foreach (var remove in _removers)
        {
            remove();
        }

        _removers.Clear();
    }

    private Tensor Keep(string name, Tensor output)
    {
        if (_recording)
        {
            _recorded[name] = output.detach().clone(); // a later activation may work in place
        }

        return output;
    }
}
