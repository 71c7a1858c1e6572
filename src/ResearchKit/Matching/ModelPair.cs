using ResearchKit.Data;
using ResearchKit.Models;
using ResearchKit.Permutations;
using ResearchKit.Training;
using static TorchSharp.torch;

namespace ResearchKit.Matching;

/// <summary>Two trained models of one architecture, and what an alignment method may look at.</summary>
/// <remarks>Test images are no part of it, so that no method can align by what it is judged on. The tensors belong to whoever made the pair.</remarks>
public sealed record ModelPair
{
    /// <summary>The permutation symmetries of both models.</summary>
    public required PermutationSpec Spec { get; init; }

    /// <summary>The tensors of the model that stays as it is.</summary>
    public required IReadOnlyDictionary<string, Tensor> Reference { get; init; }

    /// <summary>The tensors of the model whose units are reordered.</summary>
    public required IReadOnlyDictionary<string, Tensor> Candidate { get; init; }

    /// <summary>A module that gives the computation of both; its own tensors do not matter, and are put back by whoever borrows it.</summary>
    public required nn.Module<Tensor, Tensor> Network { get; init; }

    /// <summary>The training images.</summary>
    public required LabelledImages Train { get; init; }

    /// <summary>The seed of whatever a method draws.</summary>
    public required Seed Seed { get; init; }

    /// <summary>The training loss as a function of a state dict, for methods that search by the loss of the merged model.</summary>
    /// <param name="batchSize">Images a batch.</param>
    /// <returns>The loss.</returns>
    public ModelLoss TrainLoss(int batchSize = 256) => new(Network, Train, batchSize);

    /// <summary>The training images batch by batch, sharing memory with <see cref="Train"/>.</summary>
    /// <param name="batchSize">Images a batch, at least 1; the last batch may be smaller.</param>
    /// <returns>The images of each batch.</returns>
    public IEnumerable<Tensor> Batches(long batchSize = 512)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(batchSize, 1);
        for (var first = 0L; first < Train.Count; first += batchSize)
        {
            yield return Train.Images.narrow(0, first, Math.Min(batchSize, Train.Count - first));
        }
    }

    /// <summary>What the hidden units of a model give on a batch.</summary>
    /// <param name="parameters">The model's tensors, for example <see cref="Reference"/>.</param>
    /// <param name="images">A batch.</param>
    /// <returns>For each permutation group its activations, (N, units) or (N, channels, height, width); the caller owns the tensors.</returns>
    /// <exception cref="InvalidOperationException">The network does not show its activations.</exception>
    public Dictionary<string, Tensor> Activations(IReadOnlyDictionary<string, Tensor> parameters, Tensor images)
    {
        if (Network is not IActivationSource source)
        {
            throw new InvalidOperationException($"The network {Network.GetType().Name} does not show its activations; implement {nameof(IActivationSource)}, or record them with {nameof(ActivationHooks)}.");
        }

        using var borrowed = new BorrowedParameters(Network, parameters);
        return source.Activations(images);
    }
}
