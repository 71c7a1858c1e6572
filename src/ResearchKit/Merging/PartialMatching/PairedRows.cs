using ResearchKit.Merging.Fitting;
using ResearchKit.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Merging.PartialMatching;

/// <summary>Runs both networks on the same inputs and hands over what each layer is given, one batch at a time.</summary>
internal static class PairedRows
{
    /// <summary>Runs the batches; the callback gets the name of a layer's weight and the rows of both networks, which it does not keep.</summary>
    /// <remarks>The networks run in evaluation mode; convolutions with channel groups are left out.</remarks>
    public static void Run(NetworkPair pair, IEnumerable<Tensor> batches, Action<string, Tensor, Tensor> seen, CancellationToken cancellationToken)
    {
        using var frozen = no_grad();
        using var modeA = new ModuleMode(pair.Reference, training: false);
        using var modeB = new ModuleMode(pair.Candidate, training: false);
        var waiting = new Dictionary<string, Queue<Tensor>>();
        using var hooksA = new LayerHooks(pair.Reference, (name, layer, input, output) =>
        {
            if (LayerInputRows.Of(layer, input) is { } rows)
            {
                Queue(name).Enqueue(rows.DetachFromDisposeScope());
            }

            return output;
        });
        using var hooksB = new LayerHooks(pair.Candidate, (name, layer, input, output) =>
        {
            using var scope = NewDisposeScope();
            if (LayerInputRows.Of(layer, input) is { } rows)
            {
                using var first = Queue(name).Dequeue();
                seen(name, first, rows);
            }

            return output;
        });
        foreach (var batch in batches)
        {
            cancellationToken.ThrowIfCancellationRequested();
            using var scope = NewDisposeScope();
            pair.Reference.call(batch);
            pair.Candidate.call(batch);
            batch.Dispose();
        }

        Queue<Tensor> Queue(string name)
        {
            if (!waiting.TryGetValue(name, out var queue))
            {
                waiting.Add(name, queue = new Queue<Tensor>());
            }

            return queue;
        }
    }
}
