using System.Diagnostics;
using System.Globalization;
using ResearchKit.Checkpoints;
using ResearchKit.Merging.Recipes;
using ResearchKit.Merging.Recipes.Planning;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Experts.Checkpoints;

/// <summary>Compresses the experts of a checkpoint on disk matrix by matrix, and restores them under their old names.</summary>
/// <remarks>
/// A compressed matrix is stored as <c>compressed.EXPERT.PART.LAYER.KIND</c>, with the method, the block size, the family and the number type in the files' metadata; routers, maps and everything else stay.
/// The output folder appears whole or not at all. Memory holds one matrix.
/// </remarks>
public static class ExpertCheckpointCompression
{
    private const string Prefix = "compressed.";

    /// <summary>Compresses.</summary>
    /// <param name="checkpoint">The open checkpoint, merged or not.</param>
    /// <param name="output">The folder to make; it must not be there, be empty, or be an earlier output that may be replaced.</param>
    /// <param name="options">Method and sizes; null for the defaults.</param>
    /// <param name="progress">Gets layers done.</param>
    /// <param name="cancellationToken">Stops between experts; nothing is left behind.</param>
    /// <returns>Bytes before and after.</returns>
    /// <exception cref="ArgumentException">A size is not positive.</exception>
    /// <exception cref="InvalidDataException">A weight is NaN or infinite, or layers differ in their number types.</exception>
    /// <exception cref="IOException">The output is there already, or the disk has no space.</exception>
    public static ExpertCheckpointReport Run(
        ExpertCheckpoint checkpoint, string output, ExpertCompressionOptions? options = null, IProgress<ProgressReport>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(checkpoint);
        ArgumentException.ThrowIfNullOrEmpty(output);
        options ??= new ExpertCompressionOptions();
        var place = CheckpointOutput.At(output, options.Replace, checkpoint.Path);
        if (options.Rank < 1 || options.BlockSize < 1)
        {
            throw new ArgumentException($"the rank is {options.Rank} and a block has {options.BlockSize} values; expected at least 1", nameof(options));
        }

        if (checkpoint.Layers.FirstOrDefault(l => l.DType != checkpoint.Layers[0].DType) is { } other)
        {
            throw new InvalidDataException($"{checkpoint.Path}: the experts of '{other.Name}' are {other.DType} and those of '{checkpoint.Layers[0].Name}' {checkpoint.Layers[0].DType}; a compressed checkpoint has one type for all");
        }

        var clock = Stopwatch.StartNew();
        var replaced = checkpoint.Layers.SelectMany(l => new ExpertLayout(checkpoint.Family, l).Tensors(l.Stored)).Select(t => t.Name).ToHashSet(StringComparer.Ordinal);
        var kept = checkpoint.Files.Names.Where(n => !replaced.Contains(n)).Select(n => checkpoint.Files.Find(n)!).ToArray();
        var made = checkpoint.Layers.SelectMany(l => Matrices(checkpoint, l).SelectMany(m => new CompressedMatrix(options, l.DType).Tensors(m.Place.Shape).Select(t => new CheckpointItem(m.Name + t.Kind, t.DType, t.Shape)))).ToArray();
        using var writer = new CheckpointWriter(place, [.. kept.Select(s => new CheckpointItem(s.Entry.Name, s.Entry.DType, s.Entry.Shape)), .. made], options.ShardBytes, Metadata(checkpoint, options));
        foreach (var stored in kept)
        {
            cancellationToken.ThrowIfCancellationRequested();
            writer.Copy(stored);
        }

        for (var i = 0; i < checkpoint.Layers.Count; i++)
        {
            Compress(checkpoint, checkpoint.Layers[i], options, writer, cancellationToken);
            progress?.Report(new ProgressReport("compressing experts", i + 1, checkpoint.Layers.Count, checkpoint.Layers[i].Name));
        }

        CheckpointCompanions.Write(checkpoint.Files, null, writer);
        writer.Commit();
        var after = made.Sum(m => m.Bytes);
        return new ExpertCheckpointReport(checkpoint.Bytes, kept.Sum(k => k.Entry.Length) + after, checkpoint.ExpertBytes, after, new Dictionary<ExpertExport, long>(), [], clock.Elapsed.TotalSeconds);
    }

    /// <summary>Restores a compressed checkpoint: every expert as a full matrix under its old name.</summary>
    /// <param name="input">The compressed folder or file.</param>
    /// <param name="output">The folder to make; it must not be there, be empty, or be an earlier output that may be replaced.</param>
    /// <param name="shardBytes">The largest file.</param>
    /// <param name="replace">Whether an output that these commands made earlier is replaced.</param>
    /// <param name="progress">Gets layers done.</param>
    /// <param name="cancellationToken">Stops between matrices; nothing is left behind.</param>
    /// <returns>Bytes before and after.</returns>
    /// <exception cref="InvalidDataException">The input is no such checkpoint.</exception>
    /// <exception cref="IOException">The output is there already, or the disk has no space.</exception>
    public static ExpertCheckpointReport Restore(
        string input, string output, long shardBytes = 5_000_000_000, bool replace = false, IProgress<ProgressReport>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(output);
        var place = CheckpointOutput.At(output, replace, input);
        var clock = Stopwatch.StartNew();
        using var files = ExpertCheckpoint.OpenFiles(input);
        var plan = new RestorePlan(files);
        using var writer = new CheckpointWriter(place, plan.Items, shardBytes, new Dictionary<string, string> { ["format"] = "pt", [CheckpointOutput.MergedKey] = "restored" });
        plan.Write(writer, progress, cancellationToken);
        CheckpointCompanions.Write(files, null, writer);
        writer.Commit();
        return new ExpertCheckpointReport(files.Bytes, plan.Items.Sum(i => i.Bytes), plan.CompressedBytes, plan.ExpertBytes, new Dictionary<ExpertExport, long>(), [], clock.Elapsed.TotalSeconds);
    }

    /// <summary>The name of a compressed matrix without its kind.</summary>
    internal static string Name(string layer, int expert, ExpertPart part) => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{expert}.{part}.{layer}.");

    private static IEnumerable<(string Name, int Expert, ExpertPart Part, ExpertPlace Place)> Matrices(ExpertCheckpoint checkpoint, ExpertLayerInfo layer)
    {
        var layout = new ExpertLayout(checkpoint.Family, layer);
        return Enumerable.Range(0, layer.Stored).SelectMany(e => layout.Parts.Select(part => (Name(layer.Name, e, part), e, part, layout.Place(e, part))));
    }

    private static Dictionary<string, string> Metadata(ExpertCheckpoint checkpoint, ExpertCompressionOptions options) => new()
    {
        ["format"] = "pt",
        [CheckpointOutput.CompressedKey] = options.Method.ToString(),
        ["compressed_block"] = options.BlockSize.ToString(CultureInfo.InvariantCulture),
        ["compressed_family"] = checkpoint.Family.Name,
        ["compressed_dtype"] = checkpoint.Layers[0].DType.ToString(),
    };

    private static void Compress(ExpertCheckpoint checkpoint, ExpertLayerInfo layer, ExpertCompressionOptions options, CheckpointWriter writer, CancellationToken cancellationToken)
    {
        var matrix = new CompressedMatrix(options, layer.DType);
        foreach (var (name, expert, part, _) in Matrices(checkpoint, layer))
        {
            cancellationToken.ThrowIfCancellationRequested();
            using var scope = NewDisposeScope();
            using var frozen = no_grad();
            try
            {
                foreach (var (kind, values) in matrix.Compress(checkpoint.ReadPart(layer, expert, part), options.Seed.For(name)))
                {
                    writer.Write(name + kind, 0, values);
                }
            }
            catch (ArgumentException error)
            {
                throw new InvalidDataException($"{checkpoint.Path}: expert {expert} of '{layer.Name}' cannot be compressed: {error.Message}", error);
            }
        }
    }
}
