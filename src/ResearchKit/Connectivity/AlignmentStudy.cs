using ResearchKit.Data;
using ResearchKit.Permutations;
using static TorchSharp.torch;

namespace ResearchKit.Connectivity;

/// <summary>Measures, in one call, what the linear-mode-connectivity experiments report about a pair of trained models.</summary>
/// <remarks>
/// For the path between the models as they are and for the path to each permuted second model: barriers on training and test images, distance, Taylor estimate
/// beside the measured barrier, singular-vector alignment of the pair and of the merged model over the thresholds, spectra and heat maps.
/// Reference: Ito, Yamada and Kumagai, 2024, table 1 and figures 1 to 3 (figure 4 is <see cref="InputLoading"/>).
/// </remarks>
public static class AlignmentStudy
{
    /// <summary>Studies a pair and every alignment found for it.</summary>
    /// <param name="model">A module that gives the computation; its own tensors are put back.</param>
    /// <param name="a">The first model's tensors.</param>
    /// <param name="b">The second model's tensors.</param>
    /// <param name="aligned">The second model permuted, by the name of the method that found the permutation; may be empty.</param>
    /// <param name="train">Training images; how many are used is an option.</param>
    /// <param name="test">Test images; all are used.</param>
    /// <param name="options">What is measured, or null for the defaults.</param>
    /// <param name="progress">Gets the path and the step in it.</param>
    /// <param name="cancellationToken">Stops between batches and layers.</param>
    /// <returns>The naive path and the aligned ones, in the order of <paramref name="aligned"/>.</returns>
    /// <exception cref="ArgumentException">The models differ in a tensor, or an option is out of range.</exception>
    public static PairStudy MeasurePair(
        nn.Module<Tensor, Tensor> model,
        IReadOnlyDictionary<string, Tensor> a,
        IReadOnlyDictionary<string, Tensor> b,
        IReadOnlyDictionary<string, IReadOnlyDictionary<string, Tensor>> aligned,
        LabelledImages train,
        LabelledImages test,
        AlignmentStudyOptions? options = null,
        IProgress<ProgressReport>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(aligned);
        options ??= new AlignmentStudyOptions();
        using var spectrum = options.Thresholds.Count == 0 ? null : ModelSpectrum.Of(a, cancellationToken: cancellationToken);
        PathStudy Measure(string name, IReadOnlyDictionary<string, Tensor> end) => new PathMeasurement(model, train, test, options, progress, cancellationToken).Run(name, a, end, spectrum);
        return new PairStudy(Measure("naive", b), [.. aligned.Select(p => Measure(p.Key, p.Value))]);
    }

    /// <summary>Studies a pair and every alignment found for it.</summary>
    /// <param name="model">A module that gives the computation; its own tensors are put back.</param>
    /// <param name="a">The first model's tensors.</param>
    /// <param name="b">The second model's tensors.</param>
    /// <param name="alignments">Alignments of the second model, by the name of the method that found each; may be empty.</param>
    /// <param name="train">Training images; how many are used is an option.</param>
    /// <param name="test">Test images; all are used.</param>
    /// <param name="options">What is measured, or null for the defaults.</param>
    /// <param name="progress">Gets the path and the step in it.</param>
    /// <param name="cancellationToken">Stops between batches and layers.</param>
    /// <returns>The naive path and the aligned ones, in the order of <paramref name="alignments"/>.</returns>
    /// <exception cref="ArgumentException">The models differ in a tensor, an alignment does not fit them, or an option is out of range.</exception>
    public static PairStudy MeasurePair(
        nn.Module<Tensor, Tensor> model,
        IReadOnlyDictionary<string, Tensor> a,
        IReadOnlyDictionary<string, Tensor> b,
        IReadOnlyDictionary<string, Alignment> alignments,
        LabelledImages train,
        LabelledImages test,
        AlignmentStudyOptions? options = null,
        IProgress<ProgressReport>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(alignments);
        using var scope = NewDisposeScope();
        var aligned = alignments.ToDictionary(p => p.Key, p => (IReadOnlyDictionary<string, Tensor>)p.Value.Apply(b));
        return MeasurePair(model, a, b, aligned, train, test, options, progress, cancellationToken);
    }

    /// <summary>Studies one path.</summary>
    /// <param name="name">What the path is called.</param>
    /// <param name="model">A module that gives the computation; its own tensors are put back.</param>
    /// <param name="a">The first model's tensors.</param>
    /// <param name="b">The second model's tensors, permuted or not.</param>
    /// <param name="train">Training images; how many are used is an option.</param>
    /// <param name="test">Test images; all are used.</param>
    /// <param name="options">What is measured, or null for the defaults.</param>
    /// <param name="progress">Gets the step.</param>
    /// <param name="cancellationToken">Stops between batches and layers.</param>
    /// <returns>What was measured.</returns>
    /// <exception cref="ArgumentException">The models differ in a tensor, or an option is out of range.</exception>
    public static PathStudy MeasurePath(
        string name,
        nn.Module<Tensor, Tensor> model,
        IReadOnlyDictionary<string, Tensor> a,
        IReadOnlyDictionary<string, Tensor> b,
        LabelledImages train,
        LabelledImages test,
        AlignmentStudyOptions? options = null,
        IProgress<ProgressReport>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(name);
        options ??= new AlignmentStudyOptions();
        using var spectrum = options.Thresholds.Count == 0 ? null : ModelSpectrum.Of(a, cancellationToken: cancellationToken);
        return new PathMeasurement(model, train, test, options, progress, cancellationToken).Run(name, a, b, spectrum);
    }
}
