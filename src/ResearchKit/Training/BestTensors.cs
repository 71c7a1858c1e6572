using static TorchSharp.torch;

namespace ResearchKit.Training;

/// <summary>Keeps a copy of a module's tensors from the epoch of highest validation accuracy.</summary>
internal sealed class BestTensors(nn.Module model) : IDisposable
{
    private readonly Dictionary<string, Tensor> _tensors = [];
    private double _accuracy = double.NegativeInfinity;
    private int _epoch;

    /// <summary>Copies the tensors when the accuracy is above every earlier one.</summary>
    public void Offer(bool wanted, int epoch, double accuracy)
    {
        if (!wanted || !(accuracy > _accuracy))
        {
            return;
        }

        Dispose();
        using var scope = NewDisposeScope();
        (_accuracy, _epoch) = (accuracy, epoch);
        foreach (var (name, tensor) in model.state_dict())
        {
            _tensors.Add(name, tensor.detach().clone().DetachFromDisposeScope());
        }
    }

    /// <summary>Puts the kept tensors into the module and returns their epoch.</summary>
    public int Restore()
    {
        using var frozen = no_grad();
        using var scope = NewDisposeScope();
        foreach (var (name, tensor) in model.state_dict())
        {
            tensor.copy_(_tensors[name]);
        }

        return _epoch;
    }

    /// <summary>Frees the copies.</summary>
    public void Dispose()
    {
        foreach (var tensor in _tensors.Values)
        {
            tensor.Dispose();
        }

        _tensors.Clear();
    }
}
