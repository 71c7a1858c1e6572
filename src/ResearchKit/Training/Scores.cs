using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Training;

/// <summary>The class scores of a network on whole data sets, and how good scores are.</summary>
public static class Scores
{
    // Below this a probability counts as this in the loss, so that one sure mistake does not make the mean infinite.
    private const double LeastProbability = 1e-30;

    /// <summary>Runs a network in evaluation mode over inputs, batch by batch.</summary>
    /// <param name="network">A module that gives the computation; its own tensors and modes are put back.</param>
    /// <param name="parameters">Every tensor of the model by name, or null for the module's own.</param>
    /// <param name="inputs">The inputs, (N, ...), in the network's number type or one that it is converted to.</param>
    /// <param name="batchSize">Inputs a batch, at least 1.</param>
    /// <param name="cancellationToken">Stops between batches.</param>
    /// <returns>The scores (logits), (N, classes), owned by the caller.</returns>
    /// <exception cref="ArgumentException">There are no inputs, or a tensor is missing or has another shape than the model's.</exception>
    public static Tensor Of(
        nn.Module<Tensor, Tensor> network,
        IReadOnlyDictionary<string, Tensor>? parameters,
        Tensor inputs,
        long batchSize = 512,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentOutOfRangeException.ThrowIfLessThan(batchSize, 1);
        if (inputs.shape.Length == 0 || inputs.shape[0] < 1)
        {
            throw new ArgumentException($"The inputs are [{string.Join(", ", inputs.shape)}]; expected (N, ...) with N at least 1.", nameof(inputs));
        }

        using var session = new ModelSession(network, parameters);
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        var first = network.parameters().FirstOrDefault();
        var parts = new List<Tensor>();
        for (var start = 0L; start < inputs.shape[0]; start += batchSize)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var batch = inputs.narrow(0, start, Math.Min(batchSize, inputs.shape[0] - start));
            var convert = first is not null && batch.is_floating_point();
            parts.Add(network.call(convert ? batch.to(first!.dtype).to(first.device) : batch).detach());
        }

        return cat(parts, 0).MoveToOuterDisposeScope();
    }

    /// <summary>The cross-entropy and accuracy of scores, computed in double precision.</summary>
    /// <param name="logits">The scores, (N, classes).</param>
    /// <param name="labels">The class numbers, (N) int64.</param>
    /// <returns>Means over the inputs.</returns>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public static Evaluation Evaluate(Tensor logits, Tensor labels)
    {
        Check(logits, labels);
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        var wide = logits.detach().cpu().to(ScalarType.Float64);
        return new Evaluation(nn.functional.cross_entropy(wide, labels.cpu()).ToNumber(), Accuracy(wide, labels));
    }

    /// <summary>The mean negative logarithm and the accuracy of probabilities, computed in double precision.</summary>
    /// <param name="probabilities">The probability of each class, (N, classes).</param>
    /// <param name="labels">The class numbers, (N) int64.</param>
    /// <returns>Means over the inputs; a probability below 1e-30 counts as 1e-30.</returns>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public static Evaluation EvaluateProbabilities(Tensor probabilities, Tensor labels)
    {
        Check(probabilities, labels);
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        var wide = probabilities.detach().cpu().to(ScalarType.Float64);
        var chosen = wide.gather(1, labels.cpu().unsqueeze(1)).clamp_min(LeastProbability);
        return new Evaluation(-chosen.log().mean().ToNumber(), Accuracy(wide, labels));
    }

    internal static void Check(Tensor scores, Tensor labels)
    {
        ArgumentNullException.ThrowIfNull(scores);
        ArgumentNullException.ThrowIfNull(labels);
        if (scores.shape.Length != 2 || labels.shape.Length != 1 || labels.shape[0] != scores.shape[0] || scores.shape[0] < 1)
        {
            throw new ArgumentException($"The scores are [{string.Join(", ", scores.shape)}] and the labels [{string.Join(", ", labels.shape)}]; expected (N, classes) and (N) with N at least 1.", nameof(scores));
        }
    }

    private static double Accuracy(Tensor scores, Tensor labels) => scores.argmax(1).eq(labels.cpu()).sum().ToNumber() / labels.shape[0];
}
