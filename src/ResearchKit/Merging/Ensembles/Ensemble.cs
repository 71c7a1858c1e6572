using ResearchKit.Training;
using static TorchSharp.torch;

namespace ResearchKit.Merging.Ensembles;

/// <summary>Several models of one architecture that are asked together: the upper bound that merged models are compared with.</summary>
/// <remarks>
/// It costs a forward pass and the memory of every model. Holds the module and the tensors by reference; the module's own tensors and modes are put back after every call.
/// Not thread safe. For networks with heads of different sizes take <see cref="Scores.Of"/> of each and <see cref="EnsembleScores"/>.
/// </remarks>
public sealed class Ensemble
{
    private readonly nn.Module<Tensor, Tensor> _network;
    private readonly IReadOnlyList<IReadOnlyDictionary<string, Tensor>> _models;

    /// <summary>Joins models.</summary>
    /// <param name="network">A module that gives the computation of all.</param>
    /// <param name="models">The tensors of each model; at least one.</param>
    /// <exception cref="ArgumentException">There is no model.</exception>
    public Ensemble(nn.Module<Tensor, Tensor> network, params IReadOnlyList<IReadOnlyDictionary<string, Tensor>> models)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(models);
        _network = network;
        _models = models.Count > 0 ? models : throw new ArgumentException("An ensemble needs at least one model.", nameof(models));
    }

    /// <summary>The scores of each model: the heads of the tasks.</summary>
    /// <param name="inputs">The inputs, (N, ...).</param>
    /// <param name="batchSize">Inputs a batch, at least 1.</param>
    /// <returns>For each model (N, classes), owned by the caller.</returns>
    public IReadOnlyList<Tensor> Heads(Tensor inputs, long batchSize = 512) => [.. _models.Select(model => Scores.Of(_network, model, inputs, batchSize))];

    /// <summary>The mean of the models' scores.</summary>
    /// <param name="inputs">The inputs, (N, ...).</param>
    /// <param name="batchSize">Inputs a batch, at least 1.</param>
    /// <returns>(N, classes), owned by the caller.</returns>
    public Tensor MeanLogits(Tensor inputs, long batchSize = 512) => Joined(inputs, batchSize, heads => EnsembleScores.MeanLogits(heads));

    /// <summary>The mean of the models' probabilities.</summary>
    /// <param name="inputs">The inputs, (N, ...).</param>
    /// <param name="batchSize">Inputs a batch, at least 1.</param>
    /// <returns>(N, classes), owned by the caller.</returns>
    public Tensor MeanProbabilities(Tensor inputs, long batchSize = 512) => Joined(inputs, batchSize, heads => EnsembleScores.MeanProbabilities(heads));

    /// <summary>The joint probabilities of models of different labels, <see cref="EnsembleScores.Joint"/>.</summary>
    /// <param name="inputs">The inputs, (N, ...).</param>
    /// <param name="classes">For each model the joint number of each of its classes; null for one model after the other.</param>
    /// <param name="batchSize">Inputs a batch, at least 1.</param>
    /// <returns>(N, classes of all models), owned by the caller.</returns>
    public Tensor Joint(Tensor inputs, IReadOnlyList<IReadOnlyList<int>>? classes = null, long batchSize = 512) => Joined(inputs, batchSize, heads => EnsembleScores.Joint(heads, classes));

    private Tensor Joined(Tensor inputs, long batchSize, Func<IReadOnlyList<Tensor>, Tensor> join)
    {
        using var scope = NewDisposeScope();
        return join(Heads(inputs, batchSize)).MoveToOuterDisposeScope();
    }
}
