using static TorchSharp.torch;

namespace ResearchKit.Training;

/// <summary>Puts a module in training or evaluation mode, and on disposal puts every part back in the mode it was in.</summary>
internal sealed class ModuleMode : IDisposable
{
    private readonly List<(nn.Module Module, bool Training)> _modes = [];

    /// <summary>Remembers the mode of a module and its parts, then sets it.</summary>
    public ModuleMode(nn.Module module, bool training)
    {
        Remember(module);
        module.train(training);
    }

    /// <summary>Parents come before their children, so that a child with a mode of its own keeps it.</summary>
    public void Dispose()
    {
        foreach (var (module, training) in _modes)
        {
            module.train(training);
        }
    }

    private void Remember(nn.Module module)
    {
        _modes.Add((module, module.training));
        foreach (var child in module.children())
        {
            Remember(child);
        }
    }
}
