using static TorchSharp.torch;

namespace ResearchKit.Training;

/// <summary>Copies a caller's tensors into a module, and on disposal the module's own back.</summary>
/// <remarks>Tensors are copied rather than exchanged: a module's graph, optimizer and views stay attached to its own storage.</remarks>
internal sealed class BorrowedParameters : IDisposable
{
    private readonly List<(Tensor Place, Tensor Own)> _saved = [];

    /// <summary>Checks that names and shapes agree, then copies; on a mismatch the module is left as it was.</summary>
    /// <exception cref="ArgumentException">A tensor is missing, has another shape, or is unknown to the module.</exception>
    public BorrowedParameters(nn.Module module, IReadOnlyDictionary<string, Tensor> parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        var own = module.state_dict();
        Check(own, parameters);
        using var frozen = no_grad();
        using var scope = NewDisposeScope();
        foreach (var (name, place) in own)
        {
            _saved.Add((place, place.detach().clone().DetachFromDisposeScope()));
            place.copy_(parameters[name]);
        }
    }

    /// <summary>Puts the module's own values back.</summary>
    public void Dispose()
    {
        using var frozen = no_grad();
        using var scope = NewDisposeScope();
        foreach (var (place, own) in _saved)
        {
            place.copy_(own);
            own.Dispose();
        }

        _saved.Clear();
    }

    /// <summary>Refuses tensors that are not those of the module.</summary>
    public static void Check(IReadOnlyDictionary<string, Tensor> own, IReadOnlyDictionary<string, Tensor> parameters)
    {
        foreach (var (name, place) in own)
        {
            if (!parameters.TryGetValue(name, out var value))
            {
                throw new ArgumentException($"tensor '{name}' is missing; the model has it with shape [{string.Join(", ", place.shape)}]", nameof(parameters));
            }

            if (!value.shape.AsSpan().SequenceEqual(place.shape))
            {
                throw new ArgumentException($"tensor '{name}' has shape [{string.Join(", ", value.shape)}]; the model has [{string.Join(", ", place.shape)}]", nameof(parameters));
            }
        }

        foreach (var name in parameters.Keys)
        {
            if (!own.ContainsKey(name))
            {
                throw new ArgumentException($"tensor '{name}' is not one of the model's; it has {string.Join(", ", own.Keys.Take(6))}{(own.Count > 6 ? ", ..." : "")}", nameof(parameters));
            }
        }
    }
}
