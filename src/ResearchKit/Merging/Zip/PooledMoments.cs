using ResearchKit.Matching;
using static TorchSharp.torch;

namespace ResearchKit.Merging.Zip;

/// <summary>The correlations of all units of all models in one group, gathered pair of models by pair of models.</summary>
internal sealed class PooledMoments
{
    private readonly int _units;
    private readonly int _models;
    private readonly Dictionary<(int First, int Second), ActivationMoments> _pairs = [];

    public PooledMoments(string group, int units, int models)
    {
        (_units, _models) = (units, models);
        for (var first = 0; first < models; first++)
        {
            for (var second = first; second < models; second++)
            {
                _pairs.Add((first, second), new ActivationMoments(group, units));
            }
        }
    }

    public long Samples => _pairs[(0, 0)].Samples;

    /// <summary>Adds a batch of activations, one tensor a model.</summary>
    public void Add(IReadOnlyList<Tensor> activations, int chunkSize)
    {
        foreach (var ((first, second), moments) in _pairs)
        {
            moments.Add(activations[first], activations[second], chunkSize);
        }
    }

    /// <summary>The symmetric matrix of correlations, shape (models n, models n), row-major; unit i of model m stands at m n + i.</summary>
    public double[] Correlations(double epsilon)
    {
        var size = _models * _units;
        var pooled = new double[size * size];
        foreach (var ((first, second), moments) in _pairs)
        {
            var block = moments.Correlations(epsilon);
            for (var i = 0; i < _units; i++)
            {
                for (var j = 0; j < _units; j++)
                {
                    var (row, column) = ((first * _units) + i, (second * _units) + j);
                    pooled[(row * size) + column] = pooled[(column * size) + row] = block[(i * _units) + j];
                }
            }
        }

        return pooled;
    }
}
