using ResearchKit.Merging.Numerics;
using ResearchKit.Training;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace ResearchKit.Merging.Fitting;

/// <summary>The descent on the coefficients of task vectors; the tensors live in the caller's scope, and the network's own are borrowed.</summary>
internal sealed class AdaMergingSearch
{
    private readonly nn.Module<Tensor, Tensor> _network;
    private readonly AdaMergingOptions _options;
    private readonly (string Name, Parameter Parameter)[] _trainable;
    private readonly Dictionary<string, Tensor> _base = [];
    private readonly Dictionary<string, Tensor[]> _deltas = [];
    private readonly Dictionary<string, int> _places = [];
    private readonly double[] _coefficients;
    private readonly int _tasks;

    public AdaMergingSearch(
        nn.Module<Tensor, Tensor> network, IReadOnlyDictionary<string, Tensor> baseModel, IReadOnlyList<IReadOnlyDictionary<string, Tensor>> models, AdaMergingOptions options)
    {
        _network = network;
        _options = options;
        _tasks = models.Count;
        _trainable = [.. network.named_parameters().Where(pair => pair.parameter.requires_grad)];
        using var frozen = no_grad();
        foreach (var (name, parameter) in _trainable)
        {
            _places.Add(name, _places.Count);
            _base.Add(name, baseModel[name].detach().to(parameter.dtype).contiguous());
            _deltas.Add(name, Deltas([.. models.Select(model => model[name].detach().to(parameter.dtype) - _base[name])]));
        }

        _coefficients = [.. Enumerable.Repeat(options.Initial, options.LayerWise ? _tasks * _trainable.Length : _tasks)];
    }

    /// <summary>The trainable tensors.</summary>
    public IEnumerable<string> Names => _places.Keys;

    public double Coefficient(int task, string name) => _coefficients[Place(task, name)];

    /// <summary>θ_0 + Σ λ δ.</summary>
    public Tensor Merged(string name)
    {
        using var scope = NewDisposeScope();
        var tensor = _base[name].clone();
        for (var task = 0; task < _tasks; task++)
        {
            using var term = _deltas[name][task] * Coefficient(task, name);
            tensor.add_(term);
        }

        return tensor.MoveToOuterDisposeScope();
    }

    /// <summary>Takes all steps and gives the entropy before each.</summary>
    public List<double> Run(IReadOnlyList<Tensor> inputs, IProgress<ProgressReport>? progress, CancellationToken cancellationToken)
    {
        var batches = inputs.Select((task, number) => new TaskBatches(task, _options.BatchSize, _options.Seed.For("task", number))).ToArray();
        var adam = new AdamVector(_coefficients.Length, _options.LearningRate);
        var entropies = new List<double>();
        for (var step = 0; step < _options.Steps; step++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            using var scope = NewDisposeScope();
            Place();
            var slopes = new double[_coefficients.Length];
            entropies.Add(Gradient([.. batches.Select(task => task[step])], slopes));
            adam.Step(_coefficients, slopes);
            progress?.Report(new ProgressReport("adaptive merging", step + 1, _options.Steps, FormattableString.Invariant($"entropy {entropies[^1]:f4}")));
        }

        return entropies;
    }

    private Tensor[] Deltas(Tensor[] deltas)
    {
        if (_options.TrimDensity is not { } density)
        {
            return deltas;
        }

        return Election.Erase([.. deltas.Select(delta => MagnitudeSelection.Band(delta, 0, Kept.Count(density, delta.numel())))]);
    }

    private int Place(int task, string name) => _options.LayerWise ? (task * _trainable.Length) + _places[name] : task;

    /// <summary>Puts the merged tensors into the network.</summary>
    private void Place()
    {
        using var frozen = no_grad();
        foreach (var (name, parameter) in _trainable)
        {
            using var merged = Merged(name);
            parameter.copy_(merged);
        }
    }

    /// <summary>The mean over tasks of the mean entropy of the task's batch; its slopes are added. All batches run together, so that they share normalisation statistics.</summary>
    private double Gradient(Tensor[] batches, double[] slopes)
    {
        using var scope = NewDisposeScope();
        using var live = enable_grad();
        var outputs = _network.call(cat(batches).to(_trainable[0].Parameter.dtype)).split([.. batches.Select(batch => batch.shape[0])]);
        var entropy = outputs.Select(Entropy).Aggregate((sum, term) => sum + term) / _tasks;
        var gradients = autograd.grad([entropy], [.. _trainable.Select(pair => (Tensor)pair.Parameter)], allow_unused: true);
        for (var i = 0; i < _trainable.Length; i++)
        {
            if (gradients[i] is null || gradients[i].IsInvalid)
            {
                continue; // a parameter that no task's scores depend on
            }

            var gradient = gradients[i].detach();
            for (var task = 0; task < _tasks; task++)
            {
                slopes[Place(task, _trainable[i].Name)] += Reductions.Dot(gradient, _deltas[_trainable[i].Name][task]);
            }
        }

        return entropy.ToNumber();
    }

    private Tensor Entropy(Tensor output, int task)
    {
        var scores = nn.functional.log_softmax(_options.Head is { } head ? head(output, task) : output, 1);
        return (scores.exp() * scores).sum(1).mean().neg();
    }
}
