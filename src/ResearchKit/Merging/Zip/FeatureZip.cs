using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Merging.Zip;

/// <summary>How the units of several models were merged into the features of one group.</summary>
/// <remarks>
/// There are as many features as a model has units. A feature is the mean of its units, and each of its units reads it back: M is the merge matrix (features x units, rows
/// that sum to 1 over all models) and U the unmerge matrix (units x features, zeros and ones). Immutable and thread safe.
/// </remarks>
public sealed class FeatureZip
{
    private readonly int[] _featureOf;
    private readonly int[] _sizes;

    internal FeatureZip(int models, int units, int[] featureOf, int sameModelMerges, int forcedMerges)
    {
        (Models, Units, _featureOf, SameModelMerges, ForcedMerges) = (models, units, featureOf, sameModelMerges, forcedMerges);
        _sizes = new int[units];
        foreach (var feature in featureOf)
        {
            _sizes[feature]++;
        }
    }

    /// <summary>The number of models.</summary>
    public int Models { get; }

    /// <summary>The number n of units of each model, and of features.</summary>
    public int Units { get; }

    /// <summary>The feature of every unit, model after model: unit i of model m stands at m n + i.</summary>
    public IReadOnlyList<int> FeatureOf => _featureOf;

    /// <summary>How many merges joined two features that both held units of one model.</summary>
    public int SameModelMerges { get; }

    /// <summary>How many merges were made against the limits of <see cref="ZipOptions.Alpha"/> and <see cref="ZipOptions.Beta"/>, because no other pair was left.</summary>
    public int ForcedMerges { get; }

    /// <summary>How many features hold units of every model.</summary>
    public int SharedFeatures => Enumerable.Range(0, Units).Count(feature => Enumerable.Range(0, Models).All(model => Holds(model, feature)));

    /// <summary>The part of the merge matrix M that belongs to one model.</summary>
    /// <param name="model">The index of the model.</param>
    /// <returns>A new (features, units) float64 tensor: one over the feature's size where the unit belongs to the feature.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such model.</exception>
    public Tensor MergeMatrix(int model) => Matrix(model, (unit, feature) => ((feature * Units) + unit, 1.0 / _sizes[feature]));

    /// <summary>The part of the unmerge matrix U that belongs to one model.</summary>
    /// <param name="model">The index of the model.</param>
    /// <returns>A new (units, features) float64 tensor of zeros and ones.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such model.</exception>
    public Tensor UnmergeMatrix(int model) => Matrix(model, (unit, feature) => ((unit * Units) + feature, 1.0));

    private Tensor Matrix(int model, Func<int, int, (int Place, double Value)> entry)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(model);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(model, Models);
        var values = new double[Units * Units];
        for (var unit = 0; unit < Units; unit++)
        {
            var (place, value) = entry(unit, _featureOf[(model * Units) + unit]);
            values[place] = value;
        }

        return tensor(values, [Units, Units], ScalarType.Float64);
    }

    private bool Holds(int model, int feature) => _featureOf.AsSpan(model * Units, Units).Contains(feature);
}
