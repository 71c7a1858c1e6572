using ResearchKit.Models.MixtureOfExperts;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace ResearchKit.Training.MixtureOfExperts;

/// <summary>Trains a network with experts: pre-training, fine-tuning, and recovery from a teacher.</summary>
/// <remarks>
/// The batches are the caller's and nothing else is drawn, so that equal networks and batches give equal bits on one machine. Reference: Li et al., 2024 (MC-SMoE), appendix A2:
/// AdamW with β = (0.9, 0.98) and ε = 1e-6, linear decay.
/// </remarks>
public static class MoeTrainer
{
    /// <summary>Trains <paramref name="model"/> in place.</summary>
    /// <param name="model">The network.</param>
    /// <param name="batches">Gives the batch of a step, from 0; it is disposed after the step.</param>
    /// <param name="options">Steps, rates and losses.</param>
    /// <param name="teacher">A network to learn from as well, or null.</param>
    /// <param name="afterStep">Is called after each step, with the gradients, or null.</param>
    /// <param name="cancellationToken">Stops between steps; the network keeps what it has learnt.</param>
    /// <returns>The loss of each step, before the step.</returns>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    /// <exception cref="TrainingDivergedException">A loss is NaN or infinite; the message says in which step.</exception>
    public static IReadOnlyList<double> Train(
        IMoePredictor model, Func<int, MoeBatch> batches, MoeTrainingOptions options, IMoePredictor? teacher = null, Action<MoeStep>? afterStep = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(batches);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        var routers = options.FreezeRouters ? model.MoeLayers.Select(l => $"{l.LayerName}.router.classifier.weight").ToHashSet() : [];
        var trained = model.Network.named_parameters().Where(p => !routers.Contains(p.name)).ToArray();
        using var optimizer = new AdamWSteps([.. trained.Select(p => p.parameter)]);
        var losses = new List<double>(options.Steps);
        for (var step = 0; step < options.Steps; step++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            using var scope = NewDisposeScope();
            using var batch = batches(step);
            var loss = Loss(model, teacher, batch, options);
            losses.Add(loss.item<float>());
            if (!double.IsFinite(losses[^1]))
            {
                throw new TrainingDivergedException(1, step + 1, losses[^1], options.LearningRateAt(step));
            }

            var gradients = autograd.grad([loss], [.. trained.Select(p => (Tensor)p.parameter)]);
            optimizer.Step([.. gradients], options.LearningRateAt(step), options.WeightDecay);
            afterStep?.Invoke(new MoeStep(step, losses[^1], trained.Select((p, i) => KeyValuePair.Create(p.name, gradients[i])).ToDictionary()));
        }

        return losses;
    }

    /// <summary>The mean cross-entropy and the share of right answers over the places that count.</summary>
    /// <param name="model">The network.</param>
    /// <param name="data">The data, in one piece.</param>
    /// <param name="batchSize">How many sequences or images are run at once.</param>
    /// <returns>Loss and accuracy.</returns>
    public static Evaluation Evaluate(IMoePredictor model, MoeBatch data, int batchSize = 256)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(data);
        using var frozen = no_grad();
        double loss = 0, right = 0, places = 0;
        for (long start = 0; start < data.Input.shape[0]; start += batchSize)
        {
            using var scope = NewDisposeScope();
            var count = Math.Min(batchSize, data.Input.shape[0] - start);
            var target = data.Target.narrow(0, start, count);
            var scores = model.Run(data.Input.narrow(0, start, count), MoePass.Evaluation);
            var valid = target.ge(0);
            double n = valid.sum().item<long>();
            loss += n == 0 ? 0 : MoeLosses.CrossEntropy(scores, target).to(ScalarType.Float64).item<double>() * n;
            right += scores.argmax(-1).eq(target).logical_and(valid).sum().item<long>();
            places += n;
        }

        return new Evaluation(loss / places, right / places);
    }

    private static Tensor Loss(IMoePredictor model, IMoePredictor? teacher, MoeBatch batch, MoeTrainingOptions options)
    {
        Tensor? extra = null;
        var pass = new MoePass
        {
            Capacity = options.Capacity,
            Observer = options.BalanceWeight == 0 && options.RouterZWeight == 0 ? null : routing => extra = Add(extra, routing, options),
        };
        var scores = model.Run(batch.Input, pass);
        var loss = MoeLosses.CrossEntropy(scores, batch.Target);
        if (teacher is not null && options.Distillation.Alpha > 0)
        {
            using var frozen = no_grad();
            var wanted = teacher.Run(batch.Input, MoePass.Evaluation);
            using var live = enable_grad();
            loss += MoeLosses.Distillation(scores, wanted, batch.Target, options.Distillation);
        }

        return (extra is null ? loss : loss + extra).to(ScalarType.Float32);
    }

    private static Tensor Add(Tensor? sum, MoeRouting routing, MoeTrainingOptions options)
    {
        var terms = RoutingLosses.LoadBalance(routing) * options.BalanceWeight;
        if (options.RouterZWeight > 0)
        {
            terms += RoutingLosses.RouterZ(routing) * options.RouterZWeight;
        }

        return sum is null ? terms : sum + terms;
    }
}
