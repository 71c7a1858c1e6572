using System.Diagnostics;
using ResearchKit.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Training;

/// <summary>Trains a classifier on labelled images, or a language model on sequences of tokens.</summary>
/// <remarks>
/// The order of the images depends on the seed alone, so that the same model, data, options, seed and thread count give the same bits; the engine's
/// global generator has no influence unless the model itself draws from it (dropout). Memory stays flat: each step's tensors are freed with it.
/// </remarks>
public static class Trainer
{
    private const int StepsPerReport = 10;

    /// <summary>Trains <paramref name="model"/> in place by minimising the cross-entropy.</summary>
    /// <param name="model">The classifier; it takes (N, C, H, W) images and gives (N, classes) scores. Its modes are put back at the end.</param>
    /// <param name="train">The training images, converted batch by batch to the number type and device of the model.</param>
    /// <param name="validation">Images on which each epoch is evaluated, or null.</param>
    /// <param name="options">Epochs, batches, optimizer and schedule.</param>
    /// <param name="seed">The root of the image order and of <see cref="TrainingOptions.Transform"/>.</param>
    /// <param name="progress">Gets the step, the running loss and accuracy, and images a second.</param>
    /// <param name="cancellationToken">Stops between batches; the model then keeps what it has learnt so far.</param>
    /// <returns>The history of the training.</returns>
    /// <exception cref="ArgumentException">An option is out of range, or the best epoch is wanted without validation images.</exception>
    /// <exception cref="TrainingDivergedException">The loss of a batch is NaN or infinite; the message says in which epoch and step.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static TrainingResult Train(
        nn.Module<Tensor, Tensor> model,
        LabelledImages train,
        LabelledImages? validation,
        TrainingOptions options,
        Seed seed,
        IProgress<ProgressReport>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(train);
        return Train(
            model, train.Images, train.Labels, validation is null ? null : size => new ModelLoss(model, validation, size), options, seed, progress, cancellationToken);
    }

    /// <summary>Trains a language model in place by minimising the cross-entropy of every next token.</summary>
    /// <param name="model">The language model; it takes (N, T) tokens and gives (N, T, vocabulary) scores. Its modes are put back at the end.</param>
    /// <param name="train">The training sequences.</param>
    /// <param name="validation">Sequences on which each epoch is evaluated, or null.</param>
    /// <param name="options">Epochs, batches, optimizer and schedule.</param>
    /// <param name="seed">The root of the order of sequences.</param>
    /// <param name="progress">Gets the step, the running loss and accuracy, and sequences a second.</param>
    /// <param name="cancellationToken">Stops between batches; the model then keeps what it has learnt so far.</param>
    /// <returns>The history of the training; losses and accuracies are means over tokens.</returns>
    /// <exception cref="ArgumentException">An option is out of range, or the best epoch is wanted without validation sequences.</exception>
    /// <exception cref="TrainingDivergedException">The loss of a batch is NaN or infinite; the message says in which epoch and step.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static TrainingResult Train(
        nn.Module<Tensor, Tensor> model,
        TokenSequences train,
        TokenSequences? validation,
        TrainingOptions options,
        Seed seed,
        IProgress<ProgressReport>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(train);
        return Train(
            model, train.Inputs, train.Targets, validation is null ? null : size => new ModelLoss(model, validation, size), options, seed, progress, cancellationToken);
    }

    private static TrainingResult Train(
        nn.Module<Tensor, Tensor> model,
        Tensor inputs,
        Tensor labels,
        Func<int, ModelLoss>? validation,
        TrainingOptions options,
        Seed seed,
        IProgress<ProgressReport>? progress,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        if (options.KeepBest && validation is null)
        {
            throw new ArgumentException("KeepBest needs validation images; there are none", nameof(validation));
        }

        var clock = Stopwatch.StartNew();
        var history = new List<EpochRecord>();
        using var loop = new TrainingLoop(model, inputs, labels, options, seed);
        using var best = new BestTensors(model);
        for (var epoch = 1; epoch <= options.Epochs; epoch++)
        {
            var record = loop.RunEpoch(epoch, (step, detail) =>
            {
                if (step % StepsPerReport == 0 || step == loop.StepsPerEpoch)
                {
                    progress?.Report(new ProgressReport("training", ((epoch - 1) * loop.StepsPerEpoch) + step, options.Epochs * loop.StepsPerEpoch, detail()));
                }
            }, cancellationToken);
            if (validation is not null)
            {
                var evaluation = validation(Math.Max(options.BatchSize, 1000)).Evaluate(cancellationToken);
                record = record with { Validation = evaluation };
                best.Offer(options.KeepBest, epoch, evaluation.Accuracy);
            }

            history.Add(record);
        }

        var kept = options.KeepBest && options.Epochs > 0 ? best.Restore() : options.Epochs;
        return new TrainingResult(history, (long)options.Epochs * loop.StepsPerEpoch, kept, clock.Elapsed.TotalSeconds);
    }
}
