using ResearchKit.Connectivity;
using ResearchKit.Merging.Recipes;
using ResearchKit.Merging.Recipes.Planning;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Merging.Deltas;

/// <summary>How two checkpoints differ, tensor by tensor.</summary>
/// <param name="Tensors">The tensors that both have in one shape, in the first one's order.</param>
/// <param name="OnlyInA">The names that the second does not have.</param>
/// <param name="OnlyInB">The names that the first does not have.</param>
/// <param name="OtherShape">The names of tensors whose shapes differ.</param>
public sealed record CheckpointDifference(
    IReadOnlyList<TensorDifference> Tensors,
    IReadOnlyList<string> OnlyInA,
    IReadOnlyList<string> OnlyInB,
    IReadOnlyList<string> OtherShape)
{
    /// <summary>‖b - a‖ over all tensors compared.</summary>
    public double Distance => Math.Sqrt(Tensors.Sum(tensor => tensor.Distance * tensor.Distance));

    /// <summary>‖b - a‖ / ‖a‖ over all tensors compared; 0 where nothing differs.</summary>
    public double RelativeDistance => Distance == 0 ? 0 : Distance / Math.Sqrt(Tensors.Sum(tensor => tensor.NormA * tensor.NormA));

    /// <summary>The cosine of the angle between the checkpoints as vectors, over all tensors compared.</summary>
    public double Cosine => Tensors.Sum(tensor => tensor.Inner)
        / Math.Sqrt(Tensors.Sum(tensor => tensor.NormA * tensor.NormA) * Tensors.Sum(tensor => tensor.NormB * tensor.NormB));

    /// <summary>The alignment score R over all matrices decomposed, from -1 to 1; NaN where there is none. Reference: Ito, Yamada and Kumagai, 2024, section 4.</summary>
    public double Alignment => Tensors.Sum(tensor => tensor.Matrix?.Overlap ?? 0) / Tensors.Sum(tensor => tensor.Matrix?.Count ?? 0);

    /// <summary>Compares two checkpoints; one tensor of each is in memory at a time.</summary>
    /// <param name="a">A .safetensors file, the index of several, or a folder with either.</param>
    /// <param name="b">Another.</param>
    /// <param name="options">What is measured; null for the defaults.</param>
    /// <param name="progress">Told after every tensor.</param>
    /// <param name="cancellationToken">Stops between tensors.</param>
    /// <returns>The differences.</returns>
    /// <exception cref="InvalidDataException">A file is damaged, or no tensor is in both.</exception>
    /// <exception cref="FileNotFoundException">There is no such file, or a folder holds no checkpoint.</exception>
    public static CheckpointDifference Between(
        string a, string b, CheckpointDifferenceOptions? options = null, IProgress<ProgressReport>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(a);
        ArgumentException.ThrowIfNullOrEmpty(b);
        options ??= new CheckpointDifferenceOptions();
        ArgumentOutOfRangeException.ThrowIfLessThan(options.TopValues, 1, nameof(options));
        using var first = ModelFiles.Open(new ModelReference(a), a);
        using var second = ModelFiles.Open(new ModelReference(b), b);
        var shared = first.Names.Where(name => second.Find(name) is not null).ToList();
        var names = shared.Where(name => first.Find(name)!.Entry.Shape.SequenceEqual(second.Find(name)!.Entry.Shape)).ToList();
        if (names.Count == 0)
        {
            throw new InvalidDataException($"{a} and {b} have no tensor of one name and shape; the first has '{first.Names.FirstOrDefault()}', the second '{second.Names.FirstOrDefault()}'");
        }

        var tensors = new List<TensorDifference>();
        foreach (var name in names)
        {
            cancellationToken.ThrowIfCancellationRequested();
            using var scope = NewDisposeScope();
            tensors.Add(Of(name, Load(first, name), Load(second, name), options));
            progress?.Report(new ProgressReport("compare", tensors.Count, names.Count, name));
        }

        return new CheckpointDifference(
            tensors, [.. first.Names.Where(name => second.Find(name) is null)], [.. second.Names.Where(name => first.Find(name) is null)], [.. shared.Except(names)]);
    }

    /// <summary>Compares two tensors of one shape.</summary>
    /// <param name="name">Their name.</param>
    /// <param name="a">The first.</param>
    /// <param name="b">The second.</param>
    /// <param name="options">What is measured; null for the defaults.</param>
    /// <returns>The difference.</returns>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public static TensorDifference Of(string name, Tensor a, Tensor b, CheckpointDifferenceOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        options ??= new CheckpointDifferenceOptions();
        if (!a.shape.AsSpan().SequenceEqual(b.shape))
        {
            throw new ArgumentException($"'{name}' has the shapes [{string.Join(", ", a.shape)}] and [{string.Join(", ", b.shape)}]; expected one", nameof(b));
        }

        using var noGradient = no_grad();
        var sums = new DifferenceSums(a, b);
        var isMatrix = a.is_floating_point() && b.is_floating_point() && a.dim() >= 2 && a.numel() > 0 && sums.IsFinite
            && Math.Min(a.shape[0], a.numel() / a.shape[0]) <= options.LargestSide;
        return new TensorDifference(
            name, a.shape, Math.Sqrt(sums.SquareA), Math.Sqrt(sums.SquareB), Math.Sqrt(sums.SquareDelta), sums.Largest, sums.Inner, isMatrix ? Spectra(name, a, b, sums, options) : null);
    }

    private static Tensor Load(ModelFiles model, string name) => model.Find(name)!.File.Load(name);

    private static MatrixDifference Spectra(string name, Tensor a, Tensor b, DifferenceSums sums, CheckpointDifferenceOptions options)
    {
        using var scope = NewDisposeScope();
        using var spectrumA = LayerSpectrum.Of(name, a);
        using var spectrumB = LayerSpectrum.Of(name, b);
        var delta = linalg.svdvals((b.to_type(ScalarType.Float64) - a.to_type(ScalarType.Float64)).flatten(1)).contiguous().data<double>().ToArray();
        var alignment = SingularVectorAlignment.Measure(spectrumA, spectrumB, options.Threshold);
        return new MatrixDifference(
            [.. spectrumA.Values.Take(options.TopValues)],
            [.. spectrumB.Values.Take(options.TopValues)],
            [.. delta.Take(options.TopValues)],
            StableRank(sums.SquareA, spectrumA.Values[0]),
            StableRank(sums.SquareB, spectrumB.Values[0]),
            StableRank(sums.SquareDelta, delta[0]),
            alignment.Overlap,
            alignment.Count);
    }

    private static double StableRank(double square, double largest) => largest > 0 ? square / (largest * largest) : 0;
}
