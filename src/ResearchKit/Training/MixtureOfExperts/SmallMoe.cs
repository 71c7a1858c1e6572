using ResearchKit.Compression;
using ResearchKit.Models.MixtureOfExperts;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Training.MixtureOfExperts;

/// <summary>A small trained network with experts, its downstream task, and what merging experiments do with it.</summary>
/// <remarks>
/// Two kinds: experts trained from independent initial weights, which are hardly redundant, and clones of a few prototypes, which really are. Both are pre-trained with even
/// routing, then fine-tuned with frozen routers on a skewed task, so that usage becomes uneven: the setting of Li et al., 2024 (MC-SMoE), in small.
/// </remarks>
public sealed class SmallMoe : IDisposable
{
    private readonly Seed _seed;
    private readonly SmallMoeOptions _options;

    private SmallMoe(SmallMoeOptions options, Seed seed, PermutationTasks tasks, MoeSequenceModel preTrained, IReadOnlyList<IReadOnlyList<int>>? families, CancellationToken cancellationToken)
    {
        (_options, _seed, Tasks, PreTrained, Families) = (options, seed, tasks, preTrained, families);
        FineTuned = preTrained.Copy();
        MoeTrainer.Train(FineTuned, step => tasks.Downstream(options.FineTuning.BatchSize, seed.For("fine-tuning", step)), options.FineTuning, cancellationToken: cancellationToken);
        Calibration = tasks.Downstream(options.CalibrationCount, seed.For("calibration"));
        Test = tasks.Downstream(options.TestCount, seed.For("test"));
        foreach (var tensor in new[] { Calibration.Input, Calibration.Target, Test.Input, Test.Target })
        {
            tensor.DetachFromDisposeScope();
        }
    }

    /// <summary>The tasks.</summary>
    public PermutationTasks Tasks { get; }

    /// <summary>The network after pre-training.</summary>
    public MoeSequenceModel PreTrained { get; }

    /// <summary>The network after fine-tuning: what is merged, and the teacher of recovery.</summary>
    public MoeSequenceModel FineTuned { get; }

    /// <summary>For each layer the prototype of each expert, or null where experts are independent.</summary>
    public IReadOnlyList<IReadOnlyList<int>>? Families { get; }

    /// <summary>Downstream sequences for calibration.</summary>
    public MoeBatch Calibration { get; }

    /// <summary>Downstream sequences for evaluation.</summary>
    public MoeBatch Test { get; }

    /// <summary>Trains a network whose experts start from independent weights.</summary>
    /// <param name="seed">The root of all draws.</param>
    /// <param name="options">The sizes; null for the defaults.</param>
    /// <param name="cancellationToken">Stops between steps.</param>
    /// <returns>The trained network.</returns>
    public static SmallMoe Independent(Seed seed, SmallMoeOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new SmallMoeOptions();
        var tasks = new PermutationTasks(seed.For("tasks"));
        return new SmallMoe(options, seed, tasks, PreTrain(options.Encoder, tasks, options.PreTraining, seed, cancellationToken), null, cancellationToken);
    }

    /// <summary>Trains a network of few experts, clones them, and trains on.</summary>
    /// <param name="seed">The root of all draws.</param>
    /// <param name="options">The sizes; null for the defaults with 500 steps of pre-training.</param>
    /// <param name="cancellationToken">Stops between steps.</param>
    /// <returns>The trained network.</returns>
    /// <exception cref="ArgumentException">The clones do not divide the experts.</exception>
    public static SmallMoe Cloned(Seed seed, SmallMoeOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new SmallMoeOptions { PreTraining = MoeTrainingOptions.PreTraining with { Steps = 500 } };
        if (options.Clones < 1 || options.Encoder.Experts % options.Clones != 0)
        {
            throw new ArgumentException($"{options.Encoder.Experts} experts cannot be {options.Clones} clones each of some prototypes", nameof(options));
        }

        var tasks = new PermutationTasks(seed.For("tasks"));
        using var prototypes = PreTrain(options.Encoder with { Experts = options.Encoder.Experts / options.Clones }, tasks, options.PreTraining, seed, cancellationToken);
        var (model, families) = ExpertCloning.Clone(prototypes, options.Clones, options.WeightNoise, options.RouterNoise, seed.For("clones"));
        MoeTrainer.Train(model, step => tasks.Uniform(options.CloneTraining.BatchSize, seed.For("clone training", step)), options.CloneTraining, cancellationToken: cancellationToken);
        return new SmallMoe(options, seed, tasks, model, families, cancellationToken);
    }

    /// <summary>Trains a merged or compressed network on the downstream task, with the fine-tuned one as its teacher.</summary>
    /// <param name="model">The network, trained in place.</param>
    /// <param name="options">Steps and rates; null for <see cref="MoeTrainingOptions.Recovery"/>.</param>
    /// <param name="afterStep">Is called after each step, or null.</param>
    /// <param name="cancellationToken">Stops between steps.</param>
    /// <returns>The loss of each step.</returns>
    public IReadOnlyList<double> Recover(IMoePredictor model, MoeTrainingOptions? options = null, Action<MoeStep>? afterStep = null, CancellationToken cancellationToken = default)
    {
        options ??= MoeTrainingOptions.Recovery;
        return MoeTrainer.Train(model, step => Tasks.Downstream(options.BatchSize, _seed.For("recovery", step)), options, FineTuned, afterStep, cancellationToken);
    }

    /// <summary>Splits the experts of a network into low rank plus sparse rows, and trains it while rows are emptied, the fine-tuned network being its teacher.</summary>
    /// <param name="model">The network, changed in place; its experts are plain and dense.</param>
    /// <param name="rank">The rank of each matrix.</param>
    /// <param name="pruning">How rows are chosen, with the schedule of the same steps.</param>
    /// <param name="options">Steps and rates; as many steps as the schedule has.</param>
    /// <param name="cancellationToken">Stops between steps.</param>
    /// <returns>What remained of the sparse parts after each step.</returns>
    /// <exception cref="ArgumentException">The experts are not plain and dense, or the rank does not fit.</exception>
    public IReadOnlyList<LoSparseStep> Compress(MoeSequenceModel model, int rank, LoSparseOptions pruning, MoeTrainingOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        foreach (var layer in model.MoeLayers)
        {
            var dense = layer.Experts as DenseExperts ?? throw new ArgumentException($"{layer.LayerName} has experts of type {layer.Experts.GetType().Name}; expected dense ones", nameof(model));
            layer.ReplaceExperts(new LowRankSparseExperts(dense, rank), layer.ExpertMap);
        }

        var banks = model.MoeLayers.Select(l => (Bank: (LowRankSparseExperts)l.Experts, Prefix: $"{l.LayerName}.experts")).ToArray();
        using var scope = NewDisposeScope();
        using var pruner = new LoSparsePruner(banks.SelectMany(b => b.Bank.SparseParts()), pruning);
        var steps = new List<LoSparseStep>();
        Recover(model, options, step => steps.Add(pruner.Step(step.Step + 1, [.. banks.SelectMany(b => b.Bank.SparseGradients(step.Gradients, b.Prefix))])), cancellationToken);
        return steps;
    }

    /// <summary>Cross-entropy and accuracy on the evaluation sequences.</summary>
    /// <param name="model">The network.</param>
    /// <returns>Loss and accuracy.</returns>
    public Evaluation Evaluate(IMoePredictor model) => MoeTrainer.Evaluate(model, Test);

    /// <summary>Frees networks and data.</summary>
    public void Dispose()
    {
        PreTrained.Dispose();
        FineTuned.Dispose();
        Calibration.Dispose();
        Test.Dispose();
    }

    private static MoeSequenceModel PreTrain(MoeEncoderOptions encoder, PermutationTasks tasks, MoeTrainingOptions options, Seed seed, CancellationToken cancellationToken)
    {
        var model = new MoeSequenceModel(encoder, tasks.Vocabulary, tasks.Length + 1, tasks.Symbols, seed.For("network"));
        MoeTrainer.Train(model, step => tasks.Uniform(options.BatchSize, seed.For("pre-training", step)), options, cancellationToken: cancellationToken);
        return model;
    }
}
