using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Experts;

/// <summary>The first tokens of a layer, kept batch by batch and joined when they are asked for.</summary>
internal sealed class KeptTokens : IDisposable
{
    private readonly List<Tensor>[] _parts = [[], [], [], []];

    public long Count { get; private set; }

    public void Add(RoutedTokens tokens, int limit)
    {
        var room = Math.Min(tokens.Count, limit - Count);
        if (room <= 0)
        {
            return;
        }

        Tensor[] values = [tokens.Inputs, tokens.Logits, tokens.Selected, tokens.Gates];
        for (var i = 0; i < values.Length; i++)
        {
            // A copy: the batch's memory belongs to the layer that reported it.
            _parts[i].Add(values[i].narrow(0, 0, room).clone().DetachFromDisposeScope());
        }

        Count += room;
    }

    public Tensor Get(int which, string layer)
    {
        var parts = _parts[which];
        if (parts.Count == 0)
        {
            throw new InvalidOperationException($"layer '{layer}' has kept no tokens: {nameof(RoutingStatisticsOptions)}.{nameof(RoutingStatisticsOptions.TokenLimit)} was 0, or nothing was observed");
        }

        if (parts.Count > 1)
        {
            var joined = cat(parts, 0).DetachFromDisposeScope();
            parts.ForEach(part => part.Dispose());
            parts.Clear();
            parts.Add(joined);
        }

        return parts[0];
    }

    public void Dispose()
    {
        foreach (var tensor in _parts.SelectMany(part => part))
        {
            tensor.Dispose();
        }
    }
}
