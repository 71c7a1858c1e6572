using System.Globalization;
using System.Text.RegularExpressions;
using ResearchKit.Merging.Recipes.Planning;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Experts.Checkpoints;

/// <summary>What restoring a compressed checkpoint writes.</summary>
internal sealed partial class RestorePlan
{
    private static readonly ScalarType[] Types = [ScalarType.Float16, ScalarType.BFloat16, ScalarType.Float32, ScalarType.Float64];

    private readonly ModelFiles _files;
    private readonly ExpertCompression _method;
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
            || !metadata.TryGetValue(CheckpointOutput.CompressedKey, out var method) || !Enum.TryParse(method, out _method) || !Enum.IsDefined(_method)
            || !metadata.TryGetValue("compressed_dtype", out var dtype) || !Enum.TryParse(dtype, out _type) || !Types.Contains(_type)
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
    public void Write(CheckpointWriter writer, IProgress<ProgressReport>? progress, CancellationToken cancellationToken)
    {
        foreach (var stored in _kept)
        {
            cancellationToken.ThrowIfCancellationRequested();
            writer.Copy(stored);
        }

        for (var i = 0; i < _layers.Count; i++)
        {
            var (layout, layer, stored) = _layers[i];
            for (var e = 0; e < stored; e++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                foreach (var part in layout.Parts)
                {
                    using var scope = NewDisposeScope();
                    using var frozen = no_grad();
                    var place = layout.Place(e, part);
                    writer.Write(place.Tensor, place.Offset, Matrix(layer, e, part, place.Shape));
                }
            }

            progress?.Report(new ProgressReport("restoring experts", i + 1, _layers.Count, layer));
        }
    }

    [GeneratedRegex(@"^compressed\.(?<expert>\d{1,6})\.(?<part>[A-Za-z]+)\.(?<layer>.+)\.(?<kind>[a-z_]+)$", RegexOptions.CultureInvariant)]
    private static partial Regex CompressedName();

    // Sizes come from one matrix of the layer; every other one must fit them, which the headers alone tell.
    private IEnumerable<CheckpointItem> Layer(ExpertFamily family, string layer, int stored)
    {
        var (rows, columns) = Size(layer);
        var info = new ExpertLayerInfo(layer, stored, stored, columns, rows, family.Experts.Any(t => t.Parts.Contains(ExpertPart.Gate)), _type, 0, 0, []);
        var layout = new ExpertLayout(family, info);
        for (var e = 0; e < stored; e++)
        {
            foreach (var part in layout.Parts)
            {
                Check(ExpertCheckpointCompression.Name(layer, e, part), layout.Place(e, part).Shape);
            }
        }

        _layers.Add((layout, layer, stored));
        return [.. layout.Tensors(stored).Select(t => new CheckpointItem(t.Name, _type, t.Shape))];
    }

    private (long Rows, long Columns) Size(string layer)
    {
        var prefix = ExpertCheckpointCompression.Name(layer, 0, ExpertPart.Up);
        switch (_method)
        {
            case ExpertCompression.LowRank when Need(prefix + "u").Entry.Shape is [var rows, _] && Need(prefix + "v").Entry.Shape is [_, var columns]:
                return (rows, columns);
            case ExpertCompression.EightBit when Need(prefix + "codes").Entry.Shape is [var rows, var columns]:
                return (rows, columns);
            case ExpertCompression.Nf4 when Need(prefix + "shape").Entry is { DType: ScalarType.Int64, Shape: [2] }:
                using (var shape = Need(prefix + "shape").File.Load(prefix + "shape"))
                {
                    return shape.data<long>().ToArray() is [>= 1 and <= int.MaxValue and var rows, >= 1 and <= int.MaxValue and var columns]
                        ? (rows, columns)
                        : throw new InvalidDataException($"{_files.Path}: tensor '{prefix}shape' is not the two sizes of a matrix");
                }

            default:
                throw new InvalidDataException($"{_files.Path}: the sizes of '{prefix}' cannot be told from its tensors; expected a checkpoint that 'moe compress' wrote");
        }
    }

    private void Check(string prefix, long[] shape)
    {
        var rank = shape.Length == 2 && _method == ExpertCompression.LowRank && Need(prefix + "u").Entry.Shape is [_, var inner] ? (int)Math.Clamp(inner, 1, int.MaxValue) : 1;
        var matrix = new CompressedMatrix(new ExpertCompressionOptions { Method = _method, BlockSize = _blockSize, Rank = rank }, _type);
        foreach (var (kind, type, sizes) in matrix.Tensors(shape))
        {
            var entry = Need(prefix + kind).Entry;
            if (entry.DType != type || !entry.Shape.SequenceEqual(sizes))
            {
                throw new InvalidDataException($"{_files.Path}: tensor '{entry.Name}' is {entry.DType} [{string.Join(", ", entry.Shape)}]; expected {type} [{string.Join(", ", sizes)}]");
            }
        }
    }

    private StoredTensor Need(string name) => _files.Find(name) ?? throw new InvalidDataException($"{_files.Path}: has no tensor '{name}', which a checkpoint compressed as {_method} needs");

    private Tensor Matrix(string layer, int expert, ExpertPart part, long[] shape)
    {
        var prefix = ExpertCheckpointCompression.Name(layer, expert, part);
        var matrix = new CompressedMatrix(new ExpertCompressionOptions { Method = _method, BlockSize = _blockSize }, _type);
        var parts = matrix.Tensors(shape).ToDictionary(t => t.Kind, t => Need(prefix + t.Kind).File.Load(prefix + t.Kind));
        return matrix.Restore(parts, shape);
    }
}
