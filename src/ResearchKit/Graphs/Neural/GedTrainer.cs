using System.Globalization;
using ResearchKit.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Graphs.Neural;

/// <summary>Trains networks that predict edit distances, all in the same way: mean squared error, Adam, early stopping by the validation pairs.</summary>
/// <remarks>
/// Pairs are all unordered pairs within each part of the split, the earlier graph as the source. The network ends with the parameters of its best validation error. The result depends on the network, the
/// seed and the data alone. Reference: Jain et al., NeurIPS 2024 (GraphEdX), released code.
/// </remarks>
public static class GedTrainer
{
    /// <summary>Trains a network and judges it on the test pairs.</summary>
    /// <param name="network">The network, changed in place.</param>
    /// <param name="graphs">The graphs.</param>
    /// <param name="distances">Their exact distances.</param>
    /// <param name="split">Which graphs to learn from, stop by and judge by.</param>
    /// <param name="options">How to train; null for the defaults.</param>
    /// <param name="seed">The seed of the order of pairs.</param>
    /// <param name="progress">Told each epoch.</param>
    /// <param name="cancellationToken">Abandons the training; the network keeps the parameters it has then.</param>
    /// <returns>The course and the scores.</returns>
    /// <exception cref="ArgumentException">An option is out of range, a graph does not fit the network, or the distances are for another number of graphs.</exception>
    /// <exception cref="TrainingDivergedException">The loss is not a finite number.</exception>
    /// <exception cref="OperationCanceledException">The training was abandoned.</exception>
    public static GedTrainingResult Train(
        GedNetwork network,
        IReadOnlyList<Graph> graphs,
        GedTable distances,
        GraphSplit split,
        GedTrainingOptions? options = null,
        Seed seed = default,
        IProgress<ProgressReport>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(graphs);
        ArgumentNullException.ThrowIfNull(distances);
        ArgumentNullException.ThrowIfNull(split);
        options ??= new GedTrainingOptions();
        options.Validate();
        if (distances.Count != graphs.Count)
        {
            throw new ArgumentException($"The distances are for {distances.Count} graphs; expected {graphs.Count}.", nameof(distances));
        }

        using var train = new GedPart(network, graphs, distances, split.Train);
        using var validation = new GedPart(network, graphs, distances, split.Validation);
        using var test = new GedPart(network, graphs, distances, split.Test);
        var epochs = new List<GedEpoch>();
        var bestEpoch = 0;
        using (var best = new BestTensors(network))
        using (var optimizer = optim.Adam(network.parameters(), options.LearningRate, weight_decay: options.WeightDecay))
        {
            for (var epoch = 1; epoch <= options.Epochs && epoch - bestEpoch <= options.Patience; epoch++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var error = RunEpoch(network, train, optimizer, options, seed.For("pairs", epoch), epoch, cancellationToken);
                epochs.Add(new GedEpoch(epoch, error, validation.Evaluate(network).MeanSquaredError));
                if (bestEpoch == 0 || epochs[^1].ValidationError < epochs[bestEpoch - 1].ValidationError)
                {
                    bestEpoch = epoch;
                    best.Offer(true, epoch, -epochs[^1].ValidationError);
                }

                progress?.Report(new ProgressReport(
                    "training", epoch, options.Epochs, string.Create(CultureInfo.InvariantCulture, $"MSE {error:G4}, validation {epochs[^1].ValidationError:G4}, best {epochs[bestEpoch - 1].ValidationError:G4}")));
            }

            if (bestEpoch > 0)
            {
                best.Restore();
            }
        }

        var predictions = test.Predict(network);
        return new GedTrainingResult(epochs, bestEpoch, epochs.Count < options.Epochs, GedScores.Of(predictions, test.Distances), predictions);
    }

    private static double RunEpoch(
        GedNetwork network, GedPart part, optim.Optimizer optimizer, GedTrainingOptions options, Seed seed, int epoch, CancellationToken cancellationToken)
    {
        using var mode = new ModuleMode(network, training: true);
        int[] order = [.. Enumerable.Range(0, part.Pairs.Count)];
        seed.ToRandom().Shuffle(order);
        var total = 0.0;
        var step = 0;
        foreach (var batch in order.Chunk(options.BatchSize))
        {
            cancellationToken.ThrowIfCancellationRequested();
            step++;
            optimizer.zero_grad();
            var loss = network.AccumulateGradients(part.Graphs, Array.ConvertAll(batch, k => part.Pairs[k]), Array.ConvertAll(batch, k => (float)part.Distances[k]));
            if (!double.IsFinite(loss))
            {
                throw new TrainingDivergedException(epoch, step, loss, options.LearningRate);
            }

            optimizer.step();
            total += loss * batch.Length;
        }

        return total / part.Pairs.Count;
    }
}
