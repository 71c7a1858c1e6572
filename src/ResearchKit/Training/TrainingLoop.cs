using System.Diagnostics;
using System.Globalization;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Training;

/// <summary>The steps of one training: order of the inputs, learning rate, forward, backward, update.</summary>
internal sealed class TrainingLoop : IDisposable
{
    private readonly nn.Module<Tensor, Tensor> _model;
    private readonly Tensor _inputs;
    private readonly Tensor _labels;
    private readonly TrainingOptions _options;
    private readonly Seed _seed;
    private readonly ModuleMode _mode;
    private readonly optim.Optimizer _optimizer;
    private readonly ScalarType _dataType;
    private readonly Device _device;
    private long _step;

    public TrainingLoop(nn.Module<Tensor, Tensor> model, Tensor inputs, Tensor labels, TrainingOptions options, Seed seed)
    {
        (_model, _inputs, _labels, _options, _seed) = (model, inputs, labels, options, seed);
        StepsPerEpoch = options.DropIncompleteBatch ? Count / options.BatchSize : (Count + options.BatchSize - 1) / options.BatchSize;
        if (StepsPerEpoch == 0)
        {
            throw new ArgumentException($"there are {Count} training inputs, which make no batch of {options.BatchSize}", nameof(inputs));
        }

        var first = model.parameters().FirstOrDefault() ?? throw new ArgumentException("the model has no parameters to train", nameof(model));
        (_dataType, _device) = (first.dtype, first.device);
        _mode = new ModuleMode(model, training: true);
        _optimizer = Create(model, options);
    }

    private long Count => _labels.shape[0];

    /// <summary>Batches in one pass over the data.</summary>
    public long StepsPerEpoch { get; }

    /// <summary>Runs one epoch; <paramref name="report"/> gets the step in the epoch, from 1, and how to describe the running figures.</summary>
    public EpochRecord RunEpoch(int epoch, Action<long, Func<string>> report, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        double loss = 0, correct = 0, rate = 0;
        long seen = 0;
        using var order = Order(epoch);
        for (var step = 1L; step <= StepsPerEpoch; step++, _step++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            rate = _options.LearningRateAt(_step, StepsPerEpoch);
            var count = Math.Min(_options.BatchSize, Count - ((step - 1) * _options.BatchSize));
            var (batchLoss, batchCorrect) = Step(order, (step - 1) * _options.BatchSize, count, rate);
            if (!double.IsFinite(batchLoss))
            {
                throw new TrainingDivergedException(epoch, step, batchLoss, rate);
            }

            loss += batchLoss * count;
            correct += batchCorrect;
            seen += count;
            report(step, () => string.Create(CultureInfo.InvariantCulture, $"epoch {epoch}/{_options.Epochs}, loss {loss / seen:f4}, accuracy {100 * correct / seen:f1} %, {seen / clock.Elapsed.TotalSeconds:n0} inputs/s"));
        }

        var seconds = clock.Elapsed.TotalSeconds;
        return new EpochRecord(epoch, new Evaluation(loss / seen, correct / seen), null, rate, seconds, seen / seconds);
    }

    public void Dispose()
    {
        _optimizer.Dispose();
        _mode.Dispose();
    }

    private static optim.Optimizer Create(nn.Module model, TrainingOptions options) => options.Optimizer switch
    {
        OptimizerKind.Adam => optim.Adam(model.parameters(), options.LearningRate, options.Beta1, options.Beta2, weight_decay: options.WeightDecay),
        OptimizerKind.AdamW => optim.AdamW(model.parameters(), options.LearningRate, options.Beta1, options.Beta2, weight_decay: options.WeightDecay),
        OptimizerKind.Sgd => optim.SGD(model.parameters(), options.LearningRate, options.Momentum, weight_decay: options.WeightDecay, nesterov: options.Nesterov),
        _ => throw new ArgumentException($"there is no optimizer {options.Optimizer}", nameof(options)),
    };

    private (double Loss, double Correct) Step(Tensor order, long start, long count, double rate)
    {
        using var scope = NewDisposeScope();
        using var live = enable_grad();
        var rows = order.narrow(0, start, count);
        var inputs = ModelInputs.Prepare(_inputs.index_select(0, rows), _dataType, _device);
        var labels = _labels.index_select(0, rows).to(_device);
        inputs = _options.Transform?.Invoke(inputs, _seed.For("transform", _step)) ?? inputs;

        _optimizer.zero_grad();
        var (scores, targets) = ModelInputs.Flatten(_model.call(inputs), labels); // (n, classes), or (n tokens, vocabulary)
        var loss = nn.functional.cross_entropy(scores, targets);
        var value = loss.ToNumber();
        if (!double.IsFinite(value))
        {
            return (value, 0); // no step: the parameters stay as they were before the bad batch
        }

        loss.backward();
        foreach (var group in _optimizer.ParamGroups)
        {
            group.LearningRate = rate;
        }

        _optimizer.step();
        using var frozen = no_grad();
        return (value, scores.argmax(1).eq(targets).sum().ToNumber() * labels.shape[0] / targets.shape[0]);
    }

    private Tensor Order(int epoch)
    {
        var order = new long[Count];
        for (var i = 0; i < order.Length; i++)
        {
            order[i] = i;
        }

        _seed.For("shuffle", epoch).ToRandom().Shuffle(order);
        using var scope = NewDisposeScope();
        return tensor(order, [order.Length], ScalarType.Int64).to(_inputs.device).DetachFromDisposeScope();
    }
}
