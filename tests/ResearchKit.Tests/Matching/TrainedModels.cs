using ResearchKit.Data;
using ResearchKit.Models;
using ResearchKit.Permutations;
using ResearchKit.Training;
using static TorchSharp.torch;

namespace ResearchKit.Tests.Matching;

/// <summary>Three small networks trained on the bundled digits from different seeds, shared by the tests of a class.</summary>
public sealed class TrainedModels : IDisposable
{
    private readonly ImageDataSet _data = ImageDataSets.Digits();
    private readonly List<Mlp> _models = [];

    public TrainedModels()
    {
        for (var seed = 1; seed <= 3; seed++)
        {
            var model = new Mlp(new MlpOptions { InputSize = 64, HiddenSizes = [48, 48], Classes = 10 }, seed);
            Trainer.Train(model, _data.Train, null, new TrainingOptions { Epochs = 12, BatchSize = 64, LearningRate = 3e-3 }, seed);
            _models.Add(model);
        }

        States = [.. _models.Select(model => model.state_dict().ToDictionary(pair => pair.Key, pair => pair.Value.detach().clone()))];
        Spec = PermutationSpecs.Mlp(States[0]);
        Loss = new ModelLoss(new Mlp(_models[0].Options, 0), _data.Train, 256);
    }

    public IReadOnlyList<Dictionary<string, Tensor>> States { get; }

    public PermutationSpec Spec { get; }

    public ModelLoss Loss { get; }

    public Mlp this[int index] => _models[index];

    public IEnumerable<Tensor> Images(long batchSize)
    {
        for (var first = 0L; first < _data.Train.Count; first += batchSize)
        {
            yield return _data.Train.Images.narrow(0, first, Math.Min(batchSize, _data.Train.Count - first));
        }
    }

    /// <summary>The loss at the midpoint less the mean loss of both ends, on the training images.</summary>
    public double Barrier(IReadOnlyDictionary<string, Tensor> a, IReadOnlyDictionary<string, Tensor> b)
    {
        var middle = a.ToDictionary(pair => pair.Key, pair => (pair.Value + b[pair.Key]) / 2);
        return Loss.Evaluate(middle).Loss - ((Loss.Evaluate(a).Loss + Loss.Evaluate(b).Loss) / 2);
    }

    public void Dispose()
    {
        _data.Dispose();
        _models.ForEach(model => model.Dispose());
    }
}
