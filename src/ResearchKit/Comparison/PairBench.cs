using ResearchKit.Data;
using ResearchKit.Matching;
using ResearchKit.Permutations;
using ResearchKit.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Comparison;

/// <summary>Trains pairs of networks to try methods on, and keeps them, so that trying another method trains nothing again.</summary>
/// <remarks>
/// The two networks of a pair have the same shape and data; initial weights and the order of images come from streams of their own, derived from the pair's seed. Not thread safe.
/// </remarks>
public sealed class PairBench : IDisposable
{
    private readonly ImageDataSet _data;
    private readonly Func<Seed, nn.Module<Tensor, Tensor>> _network;
    private readonly TrainingOptions _training;
    private readonly Func<IReadOnlyDictionary<string, Tensor>, PermutationSpec> _spec;
    private readonly nn.Module<Tensor, Tensor> _computation;
    private readonly Dictionary<Seed, ModelPair> _pairs = [];

    /// <summary>Sets a bench up; nothing is trained before a pair is asked for.</summary>
    /// <param name="data">The images; they stay the caller's and must outlive the bench.</param>
    /// <param name="network">Makes a new network from a seed, always of one shape.</param>
    /// <param name="training">How each network is trained.</param>
    /// <param name="spec">Gives the permutation symmetries for the network's tensors; null for <see cref="PermutationSpecs.Mlp"/>.</param>
    public PairBench(
        ImageDataSet data,
        Func<Seed, nn.Module<Tensor, Tensor>> network,
        TrainingOptions training,
        Func<IReadOnlyDictionary<string, Tensor>, PermutationSpec>? spec = null)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(training);
        _data = data;
        _network = network;
        _training = training;
        _spec = spec ?? (tensors => PermutationSpecs.Mlp(tensors));
        _computation = network(default);
        _computation.eval();
        Spec = _spec(_computation.state_dict());
    }

    /// <summary>The permutation symmetries of the networks.</summary>
    public PermutationSpec Spec { get; }

    /// <summary>The images on which methods are judged.</summary>
    public LabelledImages Test => _data.Test;

    /// <summary>The images on which networks are trained.</summary>
    public LabelledImages Train => _data.Train;

    /// <summary>Gives the pair of a seed, training it when it is asked for the first time.</summary>
    /// <param name="seed">The seed of the pair.</param>
    /// <param name="progress">Told about the training.</param>
    /// <param name="cancellationToken">Ends the training; the pair is then not kept.</param>
    /// <returns>The pair; its tensors belong to the bench.</returns>
    public ModelPair Pair(Seed seed, IProgress<ProgressReport>? progress = null, CancellationToken cancellationToken = default)
    {
        if (!_pairs.TryGetValue(seed, out var pair))
        {
            var reference = TrainOne(seed, "a", progress, cancellationToken);
            pair = new ModelPair
            {
                Spec = Spec,
                Reference = reference,
                Candidate = TrainOne(seed, "b", progress, cancellationToken),
                Network = _computation,
                Train = Train,
                Seed = seed,
            };
            _pairs.Add(seed, pair);
        }

        return pair;
    }

    /// <summary>Frees the networks.</summary>
    public void Dispose()
    {
        foreach (var tensor in _pairs.Values.SelectMany(pair => pair.Reference.Values.Concat(pair.Candidate.Values)))
        {
            tensor.Dispose();
        }

        _pairs.Clear();
        _computation.Dispose();
    }

    private Dictionary<string, Tensor> TrainOne(Seed seed, string name, IProgress<ProgressReport>? progress, CancellationToken cancellationToken)
    {
        using var scope = NewDisposeScope();
        using var model = _network(seed.For($"{name}/init"));
        Trainer.Train(model, Train, null, _training, seed.For($"{name}/order"), progress, cancellationToken);
        return model.state_dict().ToDictionary(pair => pair.Key, pair => pair.Value.detach().clone().DetachFromDisposeScope());
    }
}
