using System.Globalization;
using System.Text.RegularExpressions;
using ResearchKit.Merging.Recipes.Planning;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Experts.Checkpoints;

/// <summary>What restoring a compressed checkpoint writes.</summary>
internal sealed partial class RestorePlan
{
    private readonly ModelFiles _files;
    private readonly int _blockSize;
    private readonly ScalarType _type;
    private readonly List<StoredTensor> _kept = [];
    private readonly List<(ExpertLayout Layout, string Layer, int Stored)> _layers = [];

    /// <summary>Reads metadata and names.</summary>
    public RestorePlan(ModelFiles files)
    {
        _files = files;
        var metadata = files.Files[0].Metadata;
        if (!metadata.TryGetValue("compressed_family", out var name) || ExpertFamilies.All.FirstOrDefault(f => f.Name == name) is not { } family
            || !metadata.TryGetValue("compressed_dtype", out var dtype) || !Enum.TryParse(dtype, out _type)
            || !metadata.TryGetValue("compressed_block", out var block) || !int.TryParse(block, NumberStyles.None, CultureInfo.InvariantCulture, out _blockSize) || _blockSize < 1)
        {
            throw new InvalidDataException($"{files.Path}: its metadata does not say how experts were compressed; expected a checkpoint that 'moe compress' wrote");
        }

        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var tensor in files.Names.Select(n => files.Find(n)!))
        {
            var match = CompressedName().Match(tensor.Entry.Name);
            if (!match.Success)
            {
                _kept.Add(tensor);
                continue;
            }

            var layer = match.Groups["layer"].Value;
            counts[layer] = Math.Max(counts.GetValueOrDefault(layer), int.Parse(match.Groups["expert"].Value, CultureInfo.InvariantCulture) + 1);
            CompressedBytes += tensor.Entry.Length;
        }

        Items = [.. _kept.Select(t => new CheckpointItem(t.Entry.Name, t.Entry.DType, t.Entry.Shape)), .. counts.SelectMany(c => Layer(family, c.Key, c.Value))];
    }

    /// <summary>The tensors to write.</summary>
    public IReadOnlyList<CheckpointItem> Items { get; }

    /// <summary>Bytes of compressed experts.</summary>
    public long CompressedBytes { get; }

    /// <summary>Bytes of restored experts.</summary>
    public long ExpertBytes => Items.Skip(_kept.Count).Sum(i => i.Bytes);

    /// <summary>Copies what stays and writes every matrix.</summary>
    public void Write(CheckpointWriter writer, CancellationToken cancellationToken)
    {
        foreach (var stored in _kept)
        {
            cancellationToken.ThrowIfCancellationRequested();
            writer.Copy(stored);
        }

        foreach (var (layout, layer, stored) in _layers)
        {
            for (var e = 0; e < stored; e++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                foreach (var part in layout.Parts)
                {
                    using var scope = NewDisposeScope();
                    using var frozen = no_grad();
                    var place = layout.Place(e, part);
                    var matrix = Matrix(layer, e, part);
                    if (!matrix.shape.AsSpan().SequenceEqual(place.Shape))
                    {
                        throw new InvalidDataException($"{_files.Path}: {part} of expert {e} of '{layer}' has shape [{string.Join(", ", matrix.shape)}]; expected [{string.Join(", ", place.Shape)}]");
                    }

                    writer.Write(place.Tensor, place.Offset, matrix);
                }
            }
        }
    }

    [GeneratedRegex(@"^compressed\.(?<expert>\d{1,6})\.(?<part>[A-Za-z]+)\.(?<layer>.+)\.(?<kind>[a-z_]+)$", RegexOptions.CultureInvariant)]
    private static partial Regex CompressedName();

    private IEnumerable<CheckpointItem> Layer(ExpertFamily family, string layer, int stored)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        var shape = Matrix(layer, 0, ExpertPart.Up).shape;
        var info = new ExpertLayerInfo(layer, stored, stored, shape[1], shape[0], family.Experts.Any(t => t.Parts.Contains(ExpertPart.Gate)), _type, 0, 0, []);
        var layout = new ExpertLayout(family, info);
        _layers.Add((layout, layer, stored));
        return [.. layout.Tensors(stored).Select(t => new CheckpointItem(t.Name, _type, t.Shape))];
    }

    private Tensor Matrix(string layer, int expert, ExpertPart part)
    {
        var prefix = ExpertCheckpointCompression.Name(layer, expert, part);
        string[] kinds = ["plain", "u", "v", "codes", "scales", "packed", "shape", "scale_codes", "scale_scales", "scale_mean"];
        var parts = kinds.Where(k => _files.Find(prefix + k) is not null).ToDictionary(k => k, k => _files.Find(prefix + k)!.File.Load(prefix + k));
        return CompressedMatrix.Restore(parts, _blockSize, _type);
    }
}
